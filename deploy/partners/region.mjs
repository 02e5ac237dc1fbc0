// Counts a region's stages from its events on Kafka, with what the AsyncAPI document says and the region's account alone:
//   GATEWAY=http://localhost:8080 KAFKA_ACCOUNT=region-44 KAFKA_PASSWORD=… node region.mjs REGION
// KAFKA_AUTHORITY as for dashboard.mjs. Reads what the topic has when it begins, and prints each department's stages: how many are there
// now, and how many have ever come there. A region that the account may not read is told as {"refused": …}.
import { readFileSync } from "node:fs";
import { Kafka, logLevel } from "kafkajs";
import { parse } from "yaml";

const [region] = process.argv.slice(2);
const { GATEWAY, KAFKA_ACCOUNT, KAFKA_PASSWORD, KAFKA_AUTHORITY } = process.env;
if (!region || !GATEWAY || !KAFKA_ACCOUNT || !KAFKA_PASSWORD) {
  console.error("GATEWAY, KAFKA_ACCOUNT and KAFKA_PASSWORD are set, and the region's INSEE code is given: 44");
  process.exit(2);
}

const answer = await fetch(`${GATEWAY}/asyncapi.yaml`);
const api = parse(await answer.text());
const at = (ref) => ref.$ref.slice(2).split("/").reduce((node, name) => node[name.replaceAll("~1", "/")], api);
const server = api.servers.kafka;
const [security] = server.security.map(at);
const mechanism = { scramSha256: "scram-sha-256", scramSha512: "scram-sha-512" }[security.type];
const topic = api.channels["network.events"].address.replace("{region}", region);

const lots = new Map();
const devices = new Map();
const counted = {};
const add = (department, stage, now, ever) => {
  const cell = ((counted[department] ??= {})[stage] ??= { now: 0, ever: 0 });
  cell.now += now;
  cell.ever += ever;
};
const total = (quantities) => quantities.reduce((sum, { count }) => sum + count, 0);

// Where an event leaves its device.
const stages = {
  "collection.DeviceRegistered.v1": "REGISTERED",
  "collection.LossCorrected.v1": "REGISTERED",
  "collection.DeviceLost.v1": "LOST",
  "refurb.DeviceReceived.v1": "RECEIVED",
  "refurb.DeviceTriaged.v1": "TRIAGED",
  "refurb.ScrapCorrected.v1": "TRIAGED",
  "refurb.ReadinessCorrected.v1": "TRIAGED",
  "refurb.DeviceReady.v1": "READY",
  "refurb.DispatchCorrected.v1": "READY",
  "refurb.DeviceScrapped.v1": "SCRAPPED",
  "refurb.PalletisationCorrected.v1": "SCRAPPED",
  "refurb.DevicePalletised.v1": "PALLETISED",
  "refurb.DeviceReceivedByEcoOrganism.v1": "WITH_ECO_ORGANISM",
  "refurb.DeviceTreated.v1": "TREATED",
  "refurb.DeviceDispatched.v1": "DISPATCHED",
  "refurb.DeviceLost.v1": "LOST",
  "allocation.DeviceStocked.v1": "STOCKED",
  "allocation.DeviceReleased.v1": "STOCKED",
  "allocation.DeliveryCorrected.v1": "STOCKED",
  "allocation.DeviceReserved.v1": "RESERVED",
  "allocation.DeviceDelivered.v1": "DELIVERED",
  "allocation.DeviceSold.v1": "SOLD",
  "allocation.DeviceReturned.v1": "RETURNED",
  "allocation.DeviceLost.v1": "LOST",
};
// The stage that an event takes back.
const takenBack = {
  LossCorrected: () => "LOST",
  ScrapCorrected: () => "SCRAPPED",
  ReadinessCorrected: () => "READY",
  DispatchCorrected: () => "DISPATCHED",
  PalletisationCorrected: () => "PALLETISED",
  DeliveryCorrected: (fact) => fact.stage,
  ReturnCorrected: () => "RETURNED",
};
const stageAfter = (type, fact) =>
  ["refurb.LossCorrected.v1", "allocation.LossCorrected.v1", "allocation.ReturnCorrected.v1"].includes(type)
    ? fact.stage
    : stages[type];

function happened(type, subject, sequence, { territory: { department }, epoch, fact }) {
  const both = (stage, count) => add(department, stage, count, count);
  switch (type) {
    case "collection.LotOffered.v1":
      lots.set(subject, total(fact.quantities));
      return both("OFFERED", total(fact.quantities));
    case "collection.LotDeclined.v1":
      return both("OFFERED", -(lots.get(subject) ?? 0));
    case "collection.LotWithdrawn.v1":
      both("AGREED", -total(fact.agreed));
      return both("OFFERED", -(lots.get(subject) ?? 0));
    case "collection.LotAccepted.v1":
      return both("AGREED", total(fact.quantities));
    case "collection.LotCollected.v1":
    case "collection.LotTakenOver.v1":
      return both("COLLECTED", total(fact.quantities));
    case "collection.DiscrepancySettled.v1":
      return both("COLLECTED", fact.collectedNow - fact.collectedBefore);
    case "collection.LotCorrected.v1":
      return both("COLLECTED", total(fact.now) - total(fact.before));
    case "mediation.AttendanceRecorded.v1":
      return both("ACCOMPANIED", Number(fact.present));
    case "mediation.AttendanceCorrected.v1":
      return both("ACCOMPANIED", Number(fact.now) - Number(fact.before));
  }
  const stage = stageAfter(type, fact);
  if (!stage || !subject.startsWith("device/")) {
    return;
  }
  const life = devices.get(subject) ?? { epoch: -1, sequence: -1, reached: {} };
  devices.set(subject, life);
  life.boughtNew ||= fact.supplied === "NEW";
  const [source, name] = type.split(".");
  const reached = (life.reached[source] ??= new Set());
  const back = takenBack[name]?.(fact);
  if (back) {
    // A return after which the device was stocked anew was one.
    if (back !== "RETURNED" || !life.stockedAnew) {
      reached.delete(back);
    }
  } else {
    life.stockedAnew ||= stage === "STOCKED" && reached.has("RETURNED");
    reached.add(stage);
  }
  if (epoch > life.epoch || (epoch === life.epoch && sequence > life.sequence)) {
    Object.assign(life, { epoch, sequence, stage, department });
  }
}

function print() {
  for (const { boughtNew, department, stage, reached } of devices.values()) {
    if (boughtNew) {
      continue;
    }
    add(department, stage, 1, 0);
    for (const ever of new Set(Object.values(reached).flatMap((some) => [...some]))) {
      if (ever !== "LOST" || stage === "LOST") {
        add(department, ever, 0, 1);
      }
    }
  }
  console.log(JSON.stringify({ region, events: known.size, departments: counted }));
}

const kafka = new Kafka({
  clientId: KAFKA_ACCOUNT,
  brokers: server.host.split(","),
  ssl: server.protocol === "kafka-secure" && (KAFKA_AUTHORITY ? { ca: [readFileSync(KAFKA_AUTHORITY, "utf8")] } : true),
  sasl: { mechanism, username: KAFKA_ACCOUNT, password: KAFKA_PASSWORD },
  logLevel: logLevel.NOTHING,
});
const known = new Set();
const left = new Map();
const admin = kafka.admin();
await admin.connect();
try {
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (Number(high) > Number(low)) {
      left.set(partition, Number(high));
    }
  }
} catch (failure) {
  console.log(JSON.stringify({ refused: failure.type ?? failure.cause?.type ?? String(failure) }));
  process.exit(0);
} finally {
  await admin.disconnect();
}
if (left.size === 0) {
  print();
  process.exit(0);
}
const consumer = kafka.consumer({ groupId: `${KAFKA_ACCOUNT}-${process.pid}-${Date.now()}` });
consumer.on(consumer.events.CRASH, ({ payload }) => {
  console.error(payload.error);
  process.exit(1);
});
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ partition, message }) => {
    if (Number(message.offset) >= (left.get(partition) ?? 0)) {
      return;
    }
    const header = (name) => message.headers[name].toString();
    if (!known.has(header("ce_id"))) {
      known.add(header("ce_id"));
      happened(header("ce_type"), header("ce_subject"), Number(header("ce_sequence")), JSON.parse(message.value.toString()));
    }
    if (Number(message.offset) + 1 === left.get(partition)) {
      left.delete(partition);
      if (left.size === 0) {
        print();
        process.exit(0);
      }
    }
  },
});
