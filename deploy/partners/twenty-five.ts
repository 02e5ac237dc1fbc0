// Takes 25 laptops from a donor's offer to 25 people, through a client generated from the OpenAPI document, in strict mode
// and without a cast; prints how many calls it took.
//   GATEWAY=http://localhost:8080 DONOR_TOKEN=… CARRIER_TOKEN=… WORKSHOP_TOKEN=… SPONSOR_TOKEN=… node build/twenty-five.js
import createClient from "openapi-fetch";
import type { components, paths } from "./build/api.js";

type Schemas = components["schemas"];
/** What a call answers: data, or a problem. */
type Told<T> = { data?: T; error?: { code: string; detail: string }; response: Response };

const COUNT = 25;
const WORKSHOP = "01900000-0000-7000-8000-000000000003";
const CARRIER = "01900000-0000-7000-8000-000000000002";
const SPONSOR = "01900000-0000-7000-8000-000000000009";
const RUN = `twenty-five-${Date.now()}`;

let calls = 0;

function named(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is set`);
  }
  return value;
}

function client(token: string) {
  return createClient<paths>({
    baseUrl: named("GATEWAY"),
    headers: { Authorization: `Bearer ${named(token)}` },
    fetch: (request) => {
      calls++;
      return fetch(request);
    },
  });
}

function key() {
  return { "Idempotency-Key": `${RUN}-${calls}` };
}

/** The key of a command on what was read or written last, and its ETag. */
function on(last: Response) {
  return { ...key(), "If-Match": last.headers.get("ETag") ?? "" };
}

function done<T>(told: Told<T>): T {
  if (told.data === undefined) {
    throw new Error(`${told.error?.code}: ${told.error?.detail}`);
  }
  return told.data;
}

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("a row says less than it should");
  }
  return value;
}

function all(name: string, rows: { outcome: string; errors: { detail: string }[] }[], outcome: string) {
  const other = rows.find((row) => row.outcome !== outcome);
  if (rows.length !== COUNT || other) {
    throw new Error(`${name}: ${JSON.stringify(other ?? rows.length)}`);
  }
}

/** One service hears from another within moments, not at once. */
const moments = () => new Promise((resolve) => setTimeout(resolve, 8_000));

const donor = client("DONOR_TOKEN");
const carrier = client("CARRIER_TOKEN");
const workshop = client("WORKSHOP_TOKEN");
const sponsor = client("SPONSOR_TOKEN");

const quantities: Schemas["CountForm"]["quantities"] = [{ category: "LAPTOP", count: COUNT }];
const offered = await donor.POST("/v1/collection/lots", {
  params: { header: key() },
  body: { recipient: WORKSHOP, commune: "67482", quantities, partnerRef: RUN },
});
const path = { id: done(offered).id };
const accepted = await workshop.POST("/v1/collection/lots/{id}/acceptance", {
  params: { path, header: on(offered.response) },
  body: {},
});
done(accepted);
// A public body's gift: both sign its agreement before anything is fetched. The lot stays as it is.
done(
  await donor.POST("/v1/collection/lots/{id}/gift-agreement/donor-signature", {
    params: { path, header: key() },
    body: { highestUnitCents: 25_000 },
  }),
);
done(
  await workshop.POST("/v1/collection/lots/{id}/gift-agreement/recipient-signature", {
    params: { path, header: key() },
    body: { legalQuality: "ESUS_REUSE_BODY", commitsToReuse: true },
  }),
);
const tomorrow = Date.now() + 24 * 3_600_000;
const booked = await workshop.POST("/v1/collection/lots/{id}/pickup", {
  params: { path, header: on(accepted.response) },
  body: {
    carrier: CARRIER,
    from: new Date(tomorrow).toISOString(),
    until: new Date(tomorrow + 4 * 3_600_000).toISOString(),
  },
});
done(booked);
const loaded = await carrier.POST("/v1/collection/lots/{id}/loading", {
  params: { path, header: on(booked.response) },
  body: { quantities },
});
done(loaded);
done(
  await donor.POST("/v1/collection/lots/{id}/collection", {
    params: { path, header: on(loaded.response) },
    body: { quantities },
  }),
);
const lines = Array.from({ length: COUNT }, (_, i) => `LAPTOP;Dell;Latitude 5490;${RUN}-${i};${RUN}-${i}`);
const registered = done(
  await workshop.POST("/v1/collection/lots/{id}/devices", {
    params: { path, header: { ...key() } },
    body: `category;manufacturer;model;serialNumber;partnerRef\n${lines.join("\n")}\n`,
    bodySerializer: (csv) => csv,
    headers: { "Content-Type": "text/csv" },
  }),
);
all("registration", registered.rows, "CREATED");
const deviceIds = registered.rows.map((row) => present(row.deviceId));

await moments();
const received = done(
  await workshop.POST("/v1/refurb/receptions", { params: { header: key() }, body: { deviceIds } }),
);
all("reception", received.rows, "RECEIVED");
const bytes = 256_060_514_304;
const reports: Schemas["DeviceReports"]["rows"] = deviceIds.map((deviceId) => ({
  deviceId,
  triage: { media: [{ serialNumber: `SSD-${deviceId}`, kind: "SSD", bytes }] },
  erasures: [
    {
      serialNumber: `SSD-${deviceId}`,
      method: "SANITIZE_CRYPTO_ERASE",
      tool: "nwipe 0.43",
      bytesErased: bytes,
      errors: 0,
      verified: true,
      hiddenSectors: false,
      status: "ERASED",
    },
  ],
  repairs: [{ work: "Batterie remplacée" }],
  grade: { grade: "B" },
  check: { passed: true },
}));
const worked = done(
  await workshop.POST("/v1/refurb/device-reports", { params: { header: key() }, body: { rows: reports } }),
);
all("work", worked.rows, "RECORDED");
const dispatched = done(
  await workshop.POST("/v1/refurb/dispatches", {
    params: { header: key() },
    body: { deviceIds, recipient: SPONSOR },
  }),
);
all("dispatch", dispatched.rows, "DISPATCHED");

await moments();
const signed = done(
  await sponsor.POST("/v1/allocation/receptions", { params: { header: key() }, body: { devices: deviceIds } }),
);
all("signature", signed.rows, "STOCKED");
const toStock = calls;

const programme = done(
  await sponsor.POST("/v1/allocation/programmes", {
    params: { header: key() },
    body: {
      name: "Vingt-cinq ordinateurs",
      group: RUN,
      commune: "67482",
      pack: [{ category: "LAPTOP", worstGrade: "C", count: 1 }],
      priceCents: 0,
      quota: COUNT,
      from: "2020-01-01",
      until: "2099-12-31",
      basis: "GIFT",
      partnerRef: RUN,
    },
  }),
);
const requests: string[] = [];
for (let i = 0; i < COUNT; i++) {
  const request = done(
    await sponsor.POST("/v1/allocation/requests", {
      params: { header: key() },
      body: {
        programmeId: programme.id,
        commune: "67482",
        proof: "SOCIAL_MINIMA",
        contact: { givenName: "Camille", familyName: `Martin ${i}`, phone: `03${String(Date.now() + i).slice(-8)}` },
        partnerRef: `${RUN}-${i}`,
      },
    }),
  );
  requests.push(request.id);
}
const reserved = done(
  await sponsor.POST("/v1/allocation/reservations", { params: { header: key() }, body: { requests } }),
);
all("reservation", reserved.rows, "RESERVED");
const packs = reserved.rows.map((row) => present(row.packId));
const handedOver = done(
  await sponsor.POST("/v1/allocation/hand-overs", { params: { header: key() }, body: { packs } }),
);
all("hand-over", handedOver.rows, "DONE");

console.log(JSON.stringify({ devices: deviceIds.length, people: handedOver.done, toStock, after: calls - toStock }));
