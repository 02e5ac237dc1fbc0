// A browser as wide as a small phone, and what every page is held to.
import AxeBuilder from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const PHONE = { width: 360, height: 740 };

/** Opens a browser with one page, hands both over, and closes it whatever happens. */
export async function inBrowser(use) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const context = await browser.newContext({ viewport: PHONE, locale: "fr-FR", acceptDownloads: true });
    await use(await context.newPage());
  } finally {
    await browser.close();
  }
}

/** Nothing that axe-core finds, nothing wider than the phone, and a picture in build/. */
export async function look(page, name) {
  const found = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`),
    [],
    `axe-core on ${name}`,
  );
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= PHONE.width, `${name} is ${width} pixels wide`);
  mkdirSync("build", { recursive: true });
  await page.screenshot({ path: `build/${name}.png`, fullPage: true });
}

/** Presses the tabulator until what it has reached bears this text, as somebody without a mouse does. */
export async function reachByKeyboard(page, text) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const reached = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (reached.includes(text)) {
      return;
    }
  }
  assert.fail(`the keyboard does not reach "${text}"`);
}
