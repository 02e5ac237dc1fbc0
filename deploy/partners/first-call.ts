// The first call of a partner whose client is generated from the OpenAPI document, in strict mode and without a cast:
//   GATEWAY=http://localhost:8080 TOKEN=… node build/first-call.js
import createClient from "openapi-fetch";
import type { components, paths } from "./build/api.js";

const { GATEWAY, TOKEN } = process.env;
if (!GATEWAY || !TOKEN) {
  throw new Error("GATEWAY and TOKEN are set");
}
const client = createClient<paths>({ baseUrl: GATEWAY, headers: { Authorization: `Bearer ${TOKEN}` } });

const offer: components["schemas"]["OfferForm"] = {
  recipient: "01900000-0000-7000-8000-000000000003",
  commune: "67482",
  quantities: [{ category: "LAPTOP", count: 12 }],
  partnerRef: "DSI-2026-017",
};
const offered = await client.POST("/v1/collection/lots", {
  params: { header: { "Idempotency-Key": `first-call-${Date.now()}` } },
  body: offer,
});
if (!offered.data) {
  throw new Error(`${offered.error.code}: ${offered.error.detail}`);
}
const lot: components["schemas"]["LotView"] = offered.data;
const read = await client.GET("/v1/collection/lots/{id}", { params: { path: { id: lot.id } } });
if (!read.data) {
  throw new Error(`${read.error.code}: ${read.error.detail}`);
}
console.log(JSON.stringify({ code: read.data.code, status: read.data.status, legal: read.data.legal }));
