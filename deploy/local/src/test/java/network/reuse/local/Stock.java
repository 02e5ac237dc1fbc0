package network.reuse.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;
import network.reuse.local.Partner.Reply;

/** Lots and devices of the Région Grand Est and its workshop, each taken to the state that a test needs. */
final class Stock {
    static final String QUANTITIES = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3}]}";
    static final String PICKUP = """
            {"carrier":"%s","from":"2026-12-01T08:00:00+01:00","until":"2026-12-01T12:00:00+01:00"}""".formatted(RunningNetwork.CARRIER);
    static final String REEN_STOCK = """
            {"year":2026,"countedOn":"2026-01-15","counts":[{"category":"SCREENS","decommissioned":240}],
             "reason":"recompté"}""";
    static final String COLUMN_MAPPING = "/v1/collection/column-mapping";
    static final String WORDS =
            "{\"columns\":[{\"heading\":\"Matricule usine\",\"column\":\"SERIAL_NUMBER\"}],\"categories\":[]}";
    static final String REASON = "{\"reason\":\"pour voir\"}";

    private final LocalNetwork network;
    private final Journey journey;
    private final Partner carrier;
    private final Deque<String> onTheWay = new ArrayDeque<>();

    Stock(LocalNetwork network) {
        this.network = network;
        this.journey = new Journey(network);
        this.carrier = new Partner(network, "transport-solidaire");
    }

    static String offer(String partnerRef) {
        return """
                {"recipient":"%s","commune":"67482","partnerRef":"%s","quantities":[{"category":"LAPTOP","count":3}]}""".formatted(RunningNetwork.WORKSHOP, partnerRef);
    }

    static String organisation(UUID id, String siret) {
        return """
                {"id":"%s","name":"Atelier des murs","siret":"%s","kind":"SOCIAL_WORKSHOP","commune":"67482"}""".formatted(id, siret);
    }

    String offered() {
        Reply lot = journey.donor()
                .post("/v1/collection/lots", offer("walls-" + UUID.randomUUID()))
                .expect(201);
        return "/v1/collection/lots/" + lot.body().path("id").asText();
    }

    String accepted() {
        String lot = offered();
        journey.workshop().act(lot + "/acceptance", 1, "{}").expect(200);
        return lot;
    }

    String booked() {
        String lot = accepted();
        journey.workshop().act(lot + "/pickup", 2, PICKUP).expect(200);
        return lot;
    }

    /** A run of the carrier's that fetches this lot, which is booked. */
    String run(String lot) {
        Reply run = carrier.post("/v1/collection/runs", run(lot, "08:30")).expect(201);
        return "/v1/collection/runs/" + run.body().path("id").asText();
    }

    /** The workshop's words for the columns of its files. */
    String columnMapping() {
        journey.workshop().post(COLUMN_MAPPING, WORDS).expect(200);
        return COLUMN_MAPPING;
    }

    /** The donor's statement of its stock, which is corrected when it is there already. */
    void reenStock() {
        journey.donor().post("/v1/donors/reen/stock", REEN_STOCK).expect(200);
    }

    String run() {
        return run(booked());
    }

    static String run(String lot, String from) {
        return "{\"vehicleRef\":\"V-" + UUID.randomUUID() + "\",\"stops\":[" + stop(lot, from) + "]}";
    }

    static String moved(String lot) {
        return "{\"reason\":\"retard\",\"stops\":[" + stop(lot, "09:30") + "]}";
    }

    private static String stop(String lot, String from) {
        return "{\"lot\":\"%s\",\"from\":\"2026-12-01T%s:00+01:00\",\"until\":\"2026-12-01T10:00:00+01:00\"}"
                .formatted(id(lot), from);
    }

    String handedOver() {
        String lot = booked();
        journey.donor().post(lot + "/handover", QUANTITIES).expect(200);
        return lot;
    }

    String takenOver() {
        String lot = handedOver();
        carrier.post(lot + "/takeover", QUANTITIES).expect(200);
        return lot;
    }

    String delivered() {
        String lot = takenOver();
        carrier.post(lot + "/delivery", QUANTITIES).expect(200);
        return lot;
    }

    /** Donor and carrier have counted another number each. */
    String disputed() {
        String lot = handedOver();
        carrier.post(lot + "/takeover", "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":2}]}")
                .expect(200);
        return lot;
    }

    String loaded() {
        String lot = booked();
        carrier.act(lot + "/loading", 3, QUANTITIES).expect(200);
        return lot;
    }

    String collected() {
        String lot = loaded();
        journey.donor().act(lot + "/collection", 4, QUANTITIES).expect(200);
        return lot;
    }

    /** A device that no workshop has received, as collection and refurb both know it. */
    String underWay() {
        if (onTheWay.isEmpty()) {
            onTheWay.addAll(journey.bring("walls-" + UUID.randomUUID(), 20, "67482"));
        }
        String device = onTheWay.pop();
        await("refurb to expect " + device)
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        journey.workshop().get("/v1/refurb/devices/" + device).status() == 200);
        return device;
    }

    String registered() {
        return "/v1/collection/devices/" + underWay();
    }

    String lostOnTheWay() {
        return moved(registered(), "/loss", REASON);
    }

    String expected() {
        return "/v1/refurb/devices/" + underWay();
    }

    String received() {
        return moved(expected(), "/reception", "{}");
    }

    String triaged() {
        String device = received();
        var _ = journey.triage(id(device));
        return device;
    }

    String erased() {
        String device = triaged();
        var _ = journey.erase(id(device), version(device));
        return device;
    }

    /** The id of the certificate of a device's medium. */
    String certified() {
        String device = erased();
        String certificates = device + "/certificates";
        await("the certificate of " + device)
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        !journey.workshop().get(certificates).expect(200).body().isEmpty());
        return journey.workshop().get(certificates).body().path(0).path("id").asText();
    }

    String graded() {
        return moved(erased(), "/grade", "{\"grade\":\"B\"}");
    }

    String ready() {
        return moved(graded(), "/quality-check", "{\"passed\":true}");
    }

    /** A device that has left for the counter, which has not signed for it. */
    String dispatched() {
        return moved(ready(), "/dispatch", "{\"recipient\":\"" + Shelf.SPONSOR_ID + "\"}");
    }

    String scrapped() {
        return moved(erased(), "/scrapping", REASON);
    }

    String lostInWorkshop() {
        return moved(received(), "/loss", REASON);
    }

    /** An organisation of the register that is nobody else's business. */
    String registeredOrganisation(String siret) {
        UUID id = UUID.randomUUID();
        new Partner(network, "network-admin")
                .post("/v1/organisations", organisation(id, siret))
                .expect(201);
        return "/v1/organisations/" + id;
    }

    /** A device whose passport tells the workshop's own part. */
    String withPassport() {
        String device = id(received());
        await("the passport of " + device)
                .atMost(Duration.ofSeconds(60))
                .until(() -> journey.workshop()
                                .get("/v1/devices/" + device + "/passport")
                                .status()
                        == 200);
        return device;
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Evidence that waits in the workshop's tray. */
    String stray() {
        return journey.workshop()
                .post(
                        "/v1/refurb/evidence",
                        UUID.randomUUID().toString(),
                        null,
                        "text/plain",
                        straysLog(UUID.randomUUID().toString()))
                .expect(200)
                .body()
                .at("/rows/0/evidenceId")
                .asText();
    }

    /** What nwipe writes of a drive that nobody has. */
    static String straysLog(String drive) {
        String stamp = DateTimeFormatter.ofPattern("'['uuuu/MM/dd HH:mm:ss']'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().plusSeconds(60));
        return """
                S  notice: Found /dev/sda, ATA, Example, 1 kB, S/N=%s
                S  notice:   method   = Fill With Zeros
                S  notice: /dev/sda, sect/blk/dev 512/4096/256060514304
                S  notice: 256060514304 bytes written to /dev/sda
                S  notice: Verified pass 1 of 1, round 1 of 1, on '/dev/sda'.
                ******************************** Error Summary *********************************
                       sda |           0 |                    0 |                    0
                ********************************************************************************
                ********************************* Drive Status *********************************
                       sda | Erased | 414 MB/s | 00:29:50 | Example/%s
                """.formatted(drive, drive).replaceAll("(?m)^S ", stamp + " ");
    }

    /** The id of the lot that a device came in. */
    String lotOf(String device) {
        return journey.workshop().get(device).expect(200).body().path("lotId").asText();
    }

    /** When a device was changed last, by the network's own clock. */
    String changedAt(String path) {
        return journey.workshop().get(path).expect(200).body().path("changedAt").asText();
    }

    private long version(String path) {
        return journey.workshop().get(path).expect(200).version();
    }

    private String moved(String path, String move, String body) {
        journey.workshop().act(path + move, version(path), body).expect(200);
        return path;
    }
}
