// Whoever scans a label comes to PAGE: it says what the device is, in French and in English, and loads nothing from anywhere else.
// The last line says in JSON which code the page showed.
import assert from "node:assert/strict";
import { inBrowser, look, reachByKeyboard } from "./browser.mjs";

await inBrowser(async (page) => {
  const origin = new URL(process.env.PAGE).origin;
  page.on("request", (request) => assert.ok(request.url().startsWith(origin), request.url()));
  // The passport hears of what the workshop did a moment later.
  const end = Date.now() + 60_000;
  let answer = await page.goto(process.env.PAGE);
  while (answer.status() !== 200 && Date.now() < end) {
    await page.waitForTimeout(250);
    answer = await page.goto(process.env.PAGE);
  }
  assert.equal(answer.status(), 200);
  await page.getByRole("heading", { name: "Aspect" }).waitFor();
  const code = await page.locator(".code").innerText();
  await look(page, "device");

  await reachByKeyboard(page, "English first");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Condition" }).first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await look(page, "device-english");

  const none = await page.goto(`${origin}/d/D-000000`);
  assert.equal(none.status(), 404);
  await page.getByText("Rien à montrer sous ce code").waitFor();
  await look(page, "device-none");
  console.log(JSON.stringify({ code }));
});
