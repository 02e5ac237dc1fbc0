package network.reuse.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import network.reuse.local.Partner.Reply;

/** Lots and devices of the Région Grand Est and its workshop, each taken to the state that a test needs. */
final class Stock {
    static final String QUANTITIES = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3}]}";
    static final String PICKUP = """
            {"carrier":"%s","from":"2026-12-01T08:00:00+01:00","until":"2026-12-01T12:00:00+01:00"}""".formatted(RunningNetwork.CARRIER);
    static final String SUPPLY = """
            {"supplierName":"Hewlett-Packard France","supplierSiret":"73282932000074","condition":"NEW",
             "invoiceRef":"FA-2026-1187","invoicedOn":"2026-09-01","commune":"67482","partnerRef":"walls-supply",
             "quantities":[{"category":"LAPTOP","count":3}]}""";
    static final String INCIDENT_MAILBOX = "/v1/collection/incident-mailbox";
    static final String MAILBOX = "{\"email\":\"incidents@region.example\"}";
    static final String SITES = "/v1/collection/sites";
    static final String CAPACITY = "/v1/collection/workshop-capacity";
    static final String MACHINES = "{\"machinesPerWeek\":60,\"from\":\"2026-12-01\"}";
    static final String REEN_STOCK = """
            {"year":2026,"countedOn":"2026-01-15","counts":[{"category":"SCREENS","decommissioned":240}],
             "reason":"recompté"}""";
    static final String WEBHOOK = """
            {"url":"http://127.0.0.1:9/reemploi","region":"93","types":["refurb.*"]}""";

    static final String SANDBOX = """
            {"name":"Donneur d'essai","kind":"COMPANY","commune":"67482","roles":["donor"]}""";
    static final String COLUMN_MAPPING = "/v1/collection/column-mapping";
    static final String WORDS =
            "{\"columns\":[{\"heading\":\"Matricule usine\",\"column\":\"SERIAL_NUMBER\"}],\"categories\":[]}";
    static final String ERASURE_MINIMUM = "/v1/refurb/erasure-minimum";
    /** A picture whose every byte is ASCII. */
    static final String PHOTO = "RIFF\22\0\0\0WEBPVP8 \6\0\0\0pixels";

    /** The document of a slip. */
    static final String SLIP = "%PDF-1.7 slip";

    static final String TEMPLATES = "/v1/refurb/installation-templates";
    static final String TEMPLATE = "of-the-workshop-";
    static final String QUALITY_RULE = "/v1/refurb/quality-rule";
    static final String NO_RULE = "{\"checklistRequired\":false,\"secondTechnician\":false}";
    static final String RULED = RunningNetwork.now()
            .minus(77, ChronoUnit.DAYS)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    static final String MINIMUM = "{\"level\":\"CLEAR\"}";
    static final String LOCK = "{\"kind\":\"REMOTE_MANAGEMENT\"}";
    static final String REASON = "{\"reason\":\"pour voir\"}";
    static final String INSERTION_HOURS = "/v1/refurb/insertion-hours";
    static final String HOURS = "{\"month\":\"2026-01\",\"hours\":1234.56,\"reason\":\"pour voir\"}";
    static final String LSHW =
            "{\"id\":\"laptop\",\"class\":\"system\",\"vendor\":\"Dell Inc.\",\"product\":\"Latitude\"}";
    static final String GOODS = "/v1/collection/goods";
    static final String SHIPMENT = "{\"recipient\":\"" + Shelf.SPONSOR_ID + "\",\"count\":3}";
    static final String WEIGHT = "{\"grossGrams\":209500,\"tareGrams\":25000}";
    static final String OTHER_WORKSHOP_ID = "01900000-0000-7000-8000-000000000007";
    private static final String ECO_ORGANISM = "01900000-0000-7000-8000-000000000021";

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

    /** A lot that is accepted, and whose gift agreement is signed. */
    String agreed() {
        String lot = accepted();
        journey.agree(lot);
        return lot;
    }

    /** A lot that is accepted, and whose gift agreement the workshop has signed. */
    String committed() {
        String lot = accepted();
        journey.workshop()
                .post(lot + "/gift-agreement/recipient-signature", Journey.COMMITMENT)
                .expect(200);
        return lot;
    }

    String booked() {
        String lot = agreed();
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

    /** What the workshop takes in a week. */
    String capacity() {
        journey.workshop().post(CAPACITY, MACHINES).expect(200);
        return CAPACITY;
    }

    /** What the region asks for: no more than the network does, and what nobody else asks for. */
    static String template(String name) {
        return """
                {"name":"%s","system":"Linux Mint","systemVersion":"22.3","languages":["fr"]}""".formatted(name);
    }

    /** What the workshop installs. */
    String template() {
        Reply kept = journey.workshop()
                .post(TEMPLATES, template(TEMPLATE + UUID.randomUUID()))
                .expect(200);
        return TEMPLATES + "/" + kept.body().path("id").asText();
    }

    /** What the workshop asks of itself, which is nothing. */
    String qualityRule() {
        journey.workshop()
                .post(QUALITY_RULE, NO_RULE.replace("}", ",\"validFrom\":\"" + RULED + "\"}"))
                .expect(200);
        return QUALITY_RULE;
    }

    /** A device of which it is known who graded it. */
    String mended() {
        return moved(erased(), "/grade", "{\"grade\":\"B\",\"staffRef\":\"T-01\"}");
    }

    String erasureMinimum() {
        journey.donor().post(ERASURE_MINIMUM, "{\"level\":\"NONE\"}").expect(200);
        return ERASURE_MINIMUM;
    }

    /** An organisation of the sandbox that the donor has open. */
    String sandboxOrganisation() {
        return sandboxOrganisation("walls-sandbox");
    }

    /** The one that this key opened. */
    String sandboxOrganisation(String key) {
        return SandboxWalls.PATH + "/"
                + journey.donor()
                        .post(SandboxWalls.PATH, key, null, "application/json", SANDBOX)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** A webhook of the donor's where nobody listens, and for a region in which nothing happens to it. */
    String webhook() {
        return webhook("walls-webhook", WEBHOOK);
    }

    /** The one that this key opened. */
    String webhook(String key, String body) {
        return WebhookWalls.PATH + "/"
                + journey.donor()
                        .post(WebhookWalls.PATH, key, null, "application/json", body)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** One that is disabled. */
    String disabledWebhook(String body) {
        String webhook = webhook(UUID.randomUUID().toString(), body);
        disableWebhook(webhook);
        return webhook;
    }

    void disableWebhook(String webhook) {
        long version = journey.donor().get(webhook).expect(200).version();
        var _ = journey.donor()
                .post(webhook + "/disabling", UUID.randomUUID().toString(), version, "application/json", "")
                .expect(200);
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

    /** Where the region is told of incidents. */
    String incidentMailbox() {
        journey.donor().post(INCIDENT_MAILBOX, MAILBOX).expect(200);
        return INCIDENT_MAILBOX;
    }

    static String site(String partnerRef) {
        return """
                {"name":"Dépôt de la Meinau","commune":"67482","street":"12 rue de la Plaine des Bouchers","phone":"03 53 01 00 01",
                 "email":"accueil@meinau.example","partnerRef":"%s"}""".formatted(partnerRef);
    }

    /** Where things are fetched from the region. */
    String site() {
        Reply described =
                journey.donor().post(SITES, site("walls-" + UUID.randomUUID())).expect(201);
        return SITES + "/" + described.body().path("id").asText();
    }

    /** A lot that the carrier is to fetch at a site of the region's. */
    String bookedAtASite() {
        String lot = agreed();
        journey.workshop()
                .act(lot + "/pickup", 2, PICKUP.replaceFirst("\\}$", ",\"site\":\"" + id(site()) + "\"}"))
                .expect(200);
        return lot;
    }

    /** The same, of which the carrier has read how the site is reached. */
    String readAtASite() {
        String lot = bookedAtASite();
        carrier.get(lot + "/pickup-contact").expect(200);
        return lot;
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

    /** A lot that its workshop has counted, as refurb knows it with one device of it. */
    String counted() {
        String lot = delivered();
        journey.workshop().post(lot + "/reception", QUANTITIES).expect(200);
        String serial = "counted-" + UUID.randomUUID();
        String device = journey.workshop()
                .post(
                        lot + "/devices",
                        UUID.randomUUID().toString(),
                        null,
                        "text/csv",
                        "category;manufacturer;model;serialNumber\nLAPTOP;Dell;Latitude 5490;" + serial + "\n")
                .expect(200)
                .body()
                .at("/rows/0/deviceId")
                .asText();
        await("refurb to expect " + device)
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        journey.workshop().get("/v1/refurb/devices/" + device).status() == 200);
        await("refurb to know how " + lot + " was counted")
                .atMost(Duration.ofSeconds(60))
                .until(() -> journey.workshop()
                        .get("/v1/refurb/lots/" + id(lot) + "/certificate")
                        .expect(200)
                        .body()
                        .at("/statement/received")
                        .isInt());
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

    /** A device whose medium has its certificate. */
    String withCertificate() {
        String device = erased();
        String certificates = device + "/certificates";
        await("the certificate of " + device)
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        !journey.workshop().get(certificates).expect(200).body().isEmpty());
        return device;
    }

    /** The id of the certificate of a device's medium. */
    String certified() {
        String certificates = withCertificate() + "/certificates";
        return journey.workshop().get(certificates).body().path(0).path("id").asText();
    }

    /** A device whose donor is asked to release it. */
    String locked() {
        return moved(triaged(), "/lock", LOCK);
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

    /** A pallet and a device on it. */
    record OnPallet(String pallet, String device) {}

    static String pallet(String partnerRef) {
        return """
                {"ecoOrganism":"%s","wasteCode":"20 01 35*","commune":"67482","partnerRef":"%s"}""".formatted(ECO_ORGANISM, partnerRef);
    }

    /** An empty pallet. */
    String pallet() {
        Reply opened = journey.workshop()
                .post("/v1/refurb/pallets", pallet("walls-" + UUID.randomUUID()))
                .expect(201);
        return "/v1/refurb/pallets/" + opened.body().path("id").asText();
    }

    OnPallet onPallet() {
        String pallet = pallet();
        String device = id(scrapped());
        journey.workshop()
                .post(pallet + "/loading", "{\"deviceIds\":[\"" + device + "\"]}")
                .expect(200);
        return new OnPallet(pallet, device);
    }

    String departed() {
        return moved(onPallet().pallet(), "/departure", WEIGHT);
    }

    String arrivedPallet() {
        String pallet = departed();
        Partner ecologic = new Partner(network, "ecologic");
        ecologic.act(pallet + "/reception", ecologic.get(pallet).version(), "{\"netGrams\":184000}")
                .expect(200);
        return pallet;
    }

    /** A device whose hardware a tool has looked at. */
    String inventoried() {
        String device = triaged();
        journey.workshop()
                .post(
                        device + "/inventory",
                        UUID.randomUUID().toString(),
                        version(device),
                        "application/vnd.lshw+json",
                        LSHW)
                .expect(200);
        return device;
    }

    /** A photo of a device that its workshop has. */
    String photo() {
        String photos = received() + "/photos";
        return photos + "/"
                + journey.workshop()
                        .post(photos, UUID.randomUUID().toString(), null, "image/webp", PHOTO)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** The document of the slip of a pallet that has left. */
    String slip() {
        String slips = departed() + "/slips";
        return slips + "/"
                + journey.workshop()
                        .post(slips, UUID.randomUUID().toString(), null, "application/pdf", SLIP)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** The hours of a month that the workshop entered; 1234.56 of them. */
    String insertionHours() {
        journey.workshop().post(INSERTION_HOURS, HOURS).expect(200);
        return INSERTION_HOURS;
    }

    static String delivery(String partnerRef) {
        return """
                {"donor":"%s","kind":"HEADSET","condition":"NEW","count":10,"commune":"67482","partnerRef":"%s"}""".formatted(RunningNetwork.DONOR, partnerRef);
    }

    /** Ten headsets at the workshop. */
    String goods() {
        Reply received = journey.workshop()
                .post(GOODS, delivery("walls-" + UUID.randomUUID()))
                .expect(201);
        return GOODS + "/" + received.body().path("id").asText();
    }

    /** Three of them, on their way to the counter. */
    String sentGoods() {
        Reply sent = journey.workshop().act(goods() + "/handover", 1, SHIPMENT).expect(201);
        return GOODS + "/" + sent.body().path("id").asText();
    }

    /** The same, of which the counter found two. */
    String missedGoods() {
        String sent = sentGoods();
        new Partner(network, "emmaus-connect-strasbourg")
                .act(sent + "/takeover", 1, "{\"count\":2}")
                .expect(200);
        return sent;
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

    /** The file of evidence that waits in the workshop's tray. */
    String evidenceFile() {
        return "/v1/refurb/evidence/files/"
                + uploaded(expected()).at("/rows/0/sha256").asText();
    }

    /** Evidence that waits in the workshop's tray. */
    String stray(String device) {
        return uploaded(device).at("/rows/0/evidenceId").asText();
    }

    private JsonNode uploaded(String device) {
        return journey.workshop()
                .post(
                        "/v1/refurb/evidence",
                        UUID.randomUUID().toString(),
                        null,
                        "text/plain",
                        BenchTools.nwipeLog(
                                UUID.randomUUID().toString(),
                                Instant.parse(changedAt(device)).plusSeconds(1)))
                .expect(200)
                .body();
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
