// Whoever holds the link in LINK books a seat, takes it into a calendar, gives it back and books again, by keyboard alone.
// The last line says in JSON what the page showed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inBrowser, look, reachByKeyboard } from "./browser.mjs";

await inBrowser(async (page) => {
  const answer = await page.goto(process.env.LINK);
  assert.equal(answer.status(), 200);
  await look(page, "invitation-open");

  const book = async () => {
    await reachByKeyboard(page, "Réserver cette place");
    await Promise.all([page.waitForURL(process.env.LINK), page.keyboard.press("Enter")]);
    await page.getByRole("heading", { name: "Votre place est réservée" }).waitFor();
    return page.locator(".code").innerText();
  };
  const first = await book();
  await look(page, "invitation-booked");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    reachByKeyboard(page, "Ajouter à mon agenda").then(() => page.keyboard.press("Enter")),
  ]);
  assert.match(readFileSync(await file.path(), "utf8"), /BEGIN:VEVENT\r\n[^]*DTSTART:\d{8}T\d{6}Z\r\n[^]*END:VEVENT/);

  await page.goto(process.env.LINK);
  await reachByKeyboard(page, "Annuler ma place");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Réserver cette place" }).first().waitFor();
  const second = await book();
  assert.notEqual(second, first);
  await page.reload();
  assert.equal(await page.locator(".code").innerText(), second);
  console.log(JSON.stringify({ first, second }));
});
