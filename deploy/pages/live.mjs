// The page in PAGE is refused its stream, says so, and is live by itself as soon as it is refused no more; when the stream breaks and
// is refused again, it says so and goes on from the last number that it heard.
// The last line says in JSON how often it asked while it was refused, and from which number it went on.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { inBrowser, look } from "./browser.mjs";

const PATIENCE = { timeout: 60_000 };
const gateway = new URL(process.env.PAGE);

let refusing = true;
let refused = 0;
const asked = [];
const streams = new Set();

// Stands between the browser and the gateway, as a load balancer does.
const between = createServer((call, answer) => {
  const isStream = call.url.startsWith("/v1/progress/stream");
  if (isStream && refusing) {
    refused++;
    answer.writeHead(refused % 2 ? 503 : 429, { "Content-Type": "application/problem+json", "Retry-After": "2" }).end("{}");
    return;
  }
  if (isStream) {
    asked.push(new URL(call.url, gateway).searchParams.get("lastEventId"));
    streams.add(answer.socket);
  }
  const { host: _, ...headers } = call.headers;
  request(new URL(call.url, gateway), { method: call.method, headers }, (passed) => {
    answer.writeHead(passed.statusCode, passed.headers);
    passed.pipe(answer);
    answer.on("close", () => passed.destroy());
  }).end();
});
between.listen(0, "127.0.0.1");
await once(between, "listening");

try {
  await inBrowser(async (page) => {
    const state = page.locator("#state");
    const answer = await page.goto(`http://127.0.0.1:${between.address().port}${gateway.pathname}${gateway.search}`);
    assert.equal(answer.status(), 200);
    await page.getByText(/pas en direct/i).waitFor(PATIENCE);
    assert.match(await state.innerText(), /Not live/);
    await look(page, "home-not-live");
    assert.ok(refused >= 2, `it asks again after it was refused; it has asked ${refused} times`);

    refusing = false;
    await page.getByText(/^En direct/).waitFor(PATIENCE);
    assert.deepEqual(asked, [null]);
    await look(page, "home-live");

    refusing = true;
    streams.forEach((stream) => stream.destroy());
    await page.getByText(/pas en direct/i).waitFor(PATIENCE);
    refusing = false;
    await page.getByText(/^En direct/).waitFor(PATIENCE);
    assert.match(asked.at(-1) ?? "", /^\d+$/, "it goes on from the last number");
    console.log(JSON.stringify({ refused, from: asked.at(-1) }));
  });
} finally {
  between.closeAllConnections();
  between.close();
}
