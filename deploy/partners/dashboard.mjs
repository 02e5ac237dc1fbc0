// Shows a region's counters live from Kafka, with what the AsyncAPI document says and an account alone:
//   GATEWAY=http://localhost:8080 KAFKA_ACCOUNT=dashboard KAFKA_PASSWORD=… node dashboard.mjs REGION [SEQ]
// Where the document says kafka-secure, KAFKA_AUTHORITY is the PEM file of the authority that signed the brokers' certificates,
// unless Node knows it anyway.
// Prints a line for each state that arrives. With a SEQ it ends once that public number has been reached.
import { readFileSync } from "node:fs";
import { Kafka, logLevel } from "kafkajs";
import { parse } from "yaml";

const [region, until] = process.argv.slice(2);
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
const channel = api.channels["network.progress"];

const kafka = new Kafka({
  clientId: KAFKA_ACCOUNT,
  brokers: server.host.split(","),
  ssl: server.protocol === "kafka-secure" && (KAFKA_AUTHORITY ? { ca: [readFileSync(KAFKA_AUTHORITY, "utf8")] } : true),
  sasl: { mechanism, username: KAFKA_ACCOUNT, password: KAFKA_PASSWORD },
  logLevel: logLevel.ERROR,
});
// A group of its own each time: the topic is compacted, and its beginning is the state of every region.
const consumer = kafka.consumer({ groupId: `${KAFKA_ACCOUNT}-${process.pid}-${Date.now()}` });
consumer.on(consumer.events.CRASH, ({ payload }) => {
  console.error(payload.error);
  process.exitCode = 1;
});
await consumer.connect();
await consumer.subscribe({ topic: channel.address, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    if (message.key?.toString() !== region || !message.value) {
      return;
    }
    const state = JSON.parse(message.value.toString());
    const ever = {};
    for (const { stage, ever: count } of state.cells) {
      ever[stage] = (ever[stage] ?? 0) + count;
    }
    console.log(JSON.stringify({ region: state.region, seq: state.seq, asOf: state.asOf, ever }));
    if (until && state.seq >= Number(until)) {
      process.exit(0);
    }
  },
});
