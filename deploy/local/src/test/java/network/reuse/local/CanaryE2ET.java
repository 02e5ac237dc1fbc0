package network.reuse.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.reuse.local.Partner.Reply;
import network.reuse.servers.Service;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two people go through the whole network, with every service logging all it has to say: who they are comes to light in
 * their mailbox alone, they are told everything, and once forgotten nobody can read of them while every count stands.
 */
@Order(5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final String COUNTER_ID = "01900000-0000-7000-8000-000000000009";
    private static final String HOME = "54547";
    private static final Pattern LINK = Pattern.compile("https?://\\S+(/invitations/[A-Za-z0-9_-]{22})");

    // Whoever asks for a computer. The numbers are among those that are set apart for fiction.
    private static final Canary GIVEN = Canary.words("beneficiary's given name", "Zéphyrîne-Aliénor");
    private static final Canary FAMILY = Canary.words("beneficiary's family name", "Krœtzwälderhuppé");
    private static final Canary PHONE = Canary.phone("beneficiary's phone", "0639980142");
    private static final Canary MAIL = Canary.words("beneficiary's e-mail", "merle.noir.7391@voliere-un.example");
    private static final Canary ADDRESS = Canary.words("beneficiary's address", "14 bis venelle des Mésanges-Cendrées");

    // Whoever comes to a workshop without having got a computer.
    private static final Canary GUEST_GIVEN = Canary.words("participant's given name", "Ildégonde-Orphée");
    private static final Canary GUEST_FAMILY = Canary.words("participant's family name", "Brüllspätzenweiler");
    private static final Canary GUEST_PHONE = Canary.phone("participant's phone", "0639980187");
    private static final Canary GUEST_MAIL =
            Canary.words("participant's e-mail", "bruant.zizi.2284@voliere-deux.example");

    // Where a lot is fetched: no person, and nobody's business but the carrier's.
    private static final Canary STREET = Canary.words("site's street", "27 ter chemin du Pouillot-Fitis");
    private static final Canary GATE = Canary.words("site's access", "Sonnette du Troglodyte-Mignon");
    private static final Canary DESK = Canary.phone("site's phone", "0353010142");
    private static final Canary DESK_MAIL = Canary.words("site's e-mail", "accueil.4407@voliere-trois.example");

    // Whoever mends the computer, by the workshop's own reference.
    private static final Canary STAFF = Canary.words("technician's reference", "atl-grivelitorne-7731");

    // Nobody: planted by hand where they must be found.
    private static final Canary DECOY = Canary.words("decoy name", "Philomèle-Grœnendælsson");
    private static final Canary DECOY_PHONE = Canary.phone("decoy phone", "0639980155");

    private static final List<Canary> BENEFICIARY = List.of(GIVEN, FAMILY, PHONE, MAIL, ADDRESS);
    private static final List<Canary> PARTICIPANT = List.of(GUEST_GIVEN, GUEST_FAMILY, GUEST_PHONE, GUEST_MAIL);
    private static final List<Canary> SITE = List.of(STREET, GATE, DESK, DESK_MAIL);
    private static final List<Canary> PEOPLE =
            Stream.of(BENEFICIARY, PARTICIPANT, SITE).flatMap(List::stream).toList();
    private static final List<Canary> DECOYS = List.of(DECOY, DECOY_PHONE);
    private static final String SCRATCH = "canary.scratch";

    private static final Partner COUNTER = new Partner(NETWORK, "emmaus-connect-strasbourg");
    private static final Partner THIRD_PLACE = new Partner(NETWORK, "fabrique-des-possibles");
    private static final Map<String, ServiceProcess> TALKATIVE = new ConcurrentHashMap<>();

    private static String programme = "";
    private static String request = "";
    private static String pack = "";
    private static String beneficiary = "";
    private static String workshop = "";
    private static String booking = "";
    private static String participant = "";
    private static String link = "";
    private static String page = "";

    /** Levels are read at the start: each service is replaced by one that logs everything, at the same address. */
    @BeforeAll
    static void everyServiceLogsAllItCan() {
        RunningNetwork.atOnce(Service.ALL, service -> {
            NETWORK.process(service.name()).holdGently();
            ServiceProcess talkative = NETWORK.startExtra(
                    service.name(),
                    Map.of(
                            "QUARKUS_LOG_LEVEL",
                            "TRACE",
                            "QUARKUS_LOG_FILE_ENABLED",
                            "true",
                            "QUARKUS_LOG_FILE_LEVEL",
                            "TRACE",
                            "QUARKUS_LOG_FILE_PATH",
                            NETWORK.folder()
                                    .resolve("logs/" + service.name() + "-file.log")
                                    .toString(),
                            "QUARKUS_LOG_HANDLER_FILE__ANOTHER__ENABLED",
                            "true",
                            "QUARKUS_LOG_HANDLER_FILE__ANOTHER__PATH",
                            NETWORK.folder()
                                    .resolve("logs/" + service.name() + "-another.log")
                                    .toString(),
                            "QUARKUS_LOG_HANDLERS",
                            "another",
                            "QUARKUS_HTTP_ACCESS_LOG_ENABLED",
                            "true",
                            "QUARKUS_HTTP_PORT",
                            Integer.toString(NETWORK.serviceUri(service.name()).getPort())));
            TALKATIVE.put(service.name(), talkative);
        });
    }

    @AfterAll
    static void everyServiceRunsAsUsualAgain() {
        RunningNetwork.atOnce(Service.ALL, service -> {
            requireNonNull(TALKATIVE.get(service.name())).stop();
            var _ = NETWORK.process(service.name()).release();
        });
    }

    @Test
    @Order(1)
    void aPersonAsksGetsAComputerIsInvitedByMailAndComes() throws Exception {
        fetchAtASite();
        stockOne();
        programme = COUNTER.post("/v1/allocation/programmes", """
                        {"name":"Packs de la volière","group":"voliere","commune":"67482","priceCents":0,"quota":5,
                        "pack":[{"category":"LAPTOP","worstGrade":"C","count":1}],"from":"2020-01-01","until":"2099-12-31",
                        "basis":"GIFT"}""")
                .expect(201)
                .body()
                .path("id")
                .asText();
        askAndBeRefused();
        pack = COUNTER.post("/v1/allocation/packs", "{\"request\":\"" + request + "\"}")
                .expect(201)
                .body()
                .path("id")
                .asText();
        for (String purpose : List.of("ARRANGE", "HAND_OVER")) {
            Reply contact = COUNTER.get("/v1/allocation/requests/" + request + "/contact?purpose=" + purpose)
                    .expect(200);
            assertThat(contact.body().path("familyName").asText()).isEqualTo(FAMILY.value());
        }
        COUNTER.act("/v1/allocation/packs/" + pack + "/hand-over", 1, "{\"commune\":\"" + HOME + "\"}")
                .expect(200);

        scheduleWorkshop();
        page = linkInTheMail();
        link = "/v1/mediation" + page;
        for (String path : List.of(page, page + "/calendar.ics")) {
            assertThat(RawCall.send(NETWORK.gatewayUri(), "GET", path, null, null)
                            .status())
                    .as(path.replace(page, "the page"))
                    .isEqualTo(path.equals(page) ? 200 : 404);
        }
        HttpRequest.Builder opened = HttpRequest.newBuilder(NETWORK.gatewayUri().resolve(link));
        assertThat(Partner.send(opened.GET()).expect(200).body().path("status").asText())
                .isEqualTo("ISSUED");
        Partner.send(HttpRequest.newBuilder(NETWORK.gatewayUri().resolve(link + "/booking"))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"workshopId\":\"" + workshop + "\"}")))
                .expect(201);
        bookAndBeRefused();
        List<String> bookings = new ArrayList<>();
        THIRD_PLACE
                .get("/v1/mediation/workshops/" + workshop + "/bookings")
                .expect(200)
                .body()
                .forEach(one -> bookings.add(one.path("id").asText()));
        assertThat(bookings).hasSize(2).contains(booking);
        THIRD_PLACE
                .post(
                        "/v1/mediation/workshops/" + workshop + "/attendance",
                        "{\"present\":[\"" + String.join("\",\"", bookings) + "\"]}")
                .expect(200);
    }

    @Test
    @Order(2)
    void aPersonIsToldEverythingInOneFileAndWhoReadItAndWhy() throws Exception {
        Reply told =
                COUNTER.get("/v1/allocation/people/" + beneficiary + "/file").expect(200);
        assertThat(told.http().headers().firstValue("cache-control")).hasValue("no-store");
        JsonNode file = told.body();
        assertThat(contact(file))
                .containsExactlyInAnyOrder(GIVEN.value(), FAMILY.value(), "1957", "+33 6 39 98 01 42", MAIL.value());
        assertThat(ids(file.path("requests"), "id")).containsExactly(request);
        assertThat(ids(file.path("packs"), "id")).containsExactly(pack);
        assertThat(ids(file.path("messages"), "packId")).containsExactly(pack);
        assertThat(ids(file.path("messages"), "status")).containsExactly("SENT");
        String counter = COUNTER_ID + "/emmaus-connect-strasbourg";
        assertThat(readings(file))
                .containsExactly(
                        counter + " ARRANGE",
                        counter + " HAND_OVER",
                        "allocation SEND_MESSAGE",
                        counter + " ACCESS_REQUEST");
        assertThat(readings(file)).isEqualTo(readingsKept("allocation", beneficiary));

        JsonNode guest = THIRD_PLACE
                .get("/v1/mediation/people/" + participant + "/file")
                .expect(200)
                .body();
        assertThat(contact(guest))
                .containsExactlyInAnyOrder(
                        GUEST_GIVEN.value(), GUEST_FAMILY.value(), GUEST_PHONE.value(), GUEST_MAIL.value());
        assertThat(ids(guest.path("bookings"), "id")).containsExactly(booking);
        assertThat(readings(guest))
                .hasSize(2)
                .satisfies(
                        all -> assertThat(all.getFirst()).endsWith("/fabrique-des-possibles ARRANGE"),
                        all -> assertThat(all.getLast()).endsWith("/fabrique-des-possibles ACCESS_REQUEST"))
                .isEqualTo(readingsKept("mediation", participant));

        String late = COUNTER.get("/v1/allocation/people/" + beneficiary + "/file")
                .expect(200)
                .body()
                .toString();
        assertThat(readingsKept("allocation", beneficiary)).hasSize(5);
        assertThat(late.split("ACCESS_REQUEST", -1)).hasSize(3);
    }

    @Test
    @Order(3)
    void whoTheyAreIsFoundInTheirMailboxAloneByAScanThatFindsWhatIsPlanted() throws Exception {
        List<Planted> planted = plantDecoys();
        callInEveryWrongWay();
        try {
            CanaryScan everywhere = new CanaryScan(
                            NETWORK,
                            Stream.of(PEOPLE, DECOYS, List.of(code()))
                                    .flatMap(List::stream)
                                    .toList())
                    .checkpoint();
            CanaryScan.Extent topics = everywhere.topics().extent();
            CanaryScan.Extent databases = everywhere.databases().extent();
            CanaryScan.Extent logs = everywhere.logs().extent();
            CanaryScan.Extent disk = everywhere.disk().extent();
            System.out.printf(
                    Locale.ROOT,
                    "canaries: %d of people and %d decoys, in %s forms;%n  %,d records of %d topics, %,d rows of %d tables of"
                            + " %d databases, %,d lines of %d logs (%,d MB), %d other files (%,d MB)%n",
                    PEOPLE.size(),
                    DECOYS.size(),
                    PEOPLE.stream().map(one -> one.forms().size()).toList(),
                    topics.records(),
                    topics.topics(),
                    databases.rows(),
                    databases.tables(),
                    databases.databases(),
                    logs.lines(),
                    logs.files(),
                    (logs.bytes() - databases.bytes()) >> 20,
                    disk.files() - logs.files(),
                    (disk.bytes() - logs.bytes()) >> 20);

            assertThat(topics.records()).isGreaterThan(100);
            assertThat(databases.databases()).isGreaterThanOrEqualTo(9);
            assertThat(logs.lines()).isGreaterThan(1_000);
            for (Planted one : planted) {
                assertThat(everywhere.findings())
                        .as("%s", one)
                        .anyMatch(finding -> finding.place().startsWith(one.place())
                                && finding.form().equals(one.form())
                                && finding.canary().startsWith("decoy"));
            }
            assertThat(ofPeople(everywhere)).as("what is known of people").isEmpty();
        } finally {
            removeDecoys();
        }

        assertThat(new CanaryScan(NETWORK, List.of(MAIL))
                        .files(NETWORK.folder().resolve("mails"))
                        .findings())
                .as("the e-mail address, in the mailbox")
                .isNotEmpty();
        assertThat(new CanaryScan(
                                NETWORK,
                                PEOPLE.stream().filter(one -> !one.equals(MAIL)).toList())
                        .files(NETWORK.folder().resolve("mails"))
                        .findings())
                .as("anything else of people, in the mailbox")
                .isEmpty();
    }

    @Test
    @Order(3)
    void whoMendedTheComputerStandsInTheWorkshopsOwnTableAlone() throws Exception {
        assertThat(new CanaryScan(NETWORK, List.of(STAFF))
                        .databases()
                        .topics()
                        .logs()
                        .findings())
                .extracting(CanaryScan.Finding::place)
                .containsOnly("table refurb.public.step_staff");
    }

    @Test
    @Order(4)
    void whoIsForgottenCanBeReadOfNowhereAndEveryCountStands() throws Exception {
        byte[] contact = bytes("allocation", "select contact from person where ref = ?", beneficiary);
        byte[] key = bytes("allocation_keys", "select wrapped from person_key where ref = ?", beneficiary);
        byte[] guestContact = bytes("mediation", "select contact from person where ref = ?", participant);
        byte[] guestKey = bytes("mediation_keys", "select wrapped from person_key where ref = ?", participant);
        // What the planner samples of a table is in no dump that anybody thinks of.
        assertThat(sampled("collection", "site_contact", "sealed")).isZero();
        assertThat(sampled("collection", "pickup_contact", "sealed")).isZero();
        for (String database : List.of("allocation", "mediation")) {
            assertThat(sampled(database, "person", "contact")).isZero();
            assertThat(sampled(database + "_keys", "person_key", "wrapped")).isZero();
        }
        Map<String, String> before = counts();
        assertThat(Audit.of(NETWORK).findings()).isEmpty();

        assertThat(COUNTER.post("/v1/allocation/people/" + beneficiary + "/forgetting", "")
                        .expect(200)
                        .body()
                        .path("forgotten")
                        .asBoolean())
                .isTrue();
        THIRD_PLACE
                .post("/v1/mediation/people/" + participant + "/forgetting", "")
                .expect(200);

        assertThat(Audit.of(NETWORK).findings()).isEmpty();
        assertThat(counts()).isEqualTo(before);
        assertForgotten();

        // Whoever puts an old dump back still has no key that opens it.
        putContactBack("allocation", beneficiary, contact);
        putContactBack("mediation", participant, guestContact);
        try {
            String contactPath = "/v1/allocation/requests/" + request + "/contact?purpose=HAND_OVER";
            assertThat(COUNTER.get(contactPath).expect(404).body().path("code").asText())
                    .isEqualTo("forgotten");
            assertThat(COUNTER.get("/v1/allocation/people/" + beneficiary + "/file")
                            .expect(200)
                            .body()
                            .at("/person/contact")
                            .isMissingNode())
                    .isTrue();
            String guestPath = "/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE";
            assertThat(THIRD_PLACE
                            .get(guestPath)
                            .expect(404)
                            .body()
                            .path("code")
                            .asText())
                    .isEqualTo("forgotten");
        } finally {
            putContactBack("allocation", beneficiary, null);
            putContactBack("mediation", participant, null);
        }

        List<Canary> sealed = List.of(
                Canary.bytes("sealed contact", contact),
                Canary.bytes("wrapped key", key),
                Canary.bytes("sealed contact of the participant", guestContact),
                Canary.bytes("wrapped key of the participant", guestKey));
        CanaryScan after = new CanaryScan(
                        NETWORK,
                        Stream.of(PEOPLE, DECOYS, sealed).flatMap(List::stream).toList())
                .databases()
                .topics();
        assertThat(after.findings()).as("a dump of what is left").isEmpty();
        assertThat(new CanaryScan(NETWORK, PEOPLE).logs().findings())
                .as("all logs, after all that was refused")
                .isEmpty();
    }

    /** Each of them fails somewhere else: at the edge, on the way, at the service, before and in its resources. */
    private static void callInEveryWrongWay() {
        for (String service : List.of("gateway", "mediation")) {
            URI base = NETWORK.serviceUri(service);
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE")) {
                for (String end :
                        List.of("", "/", "/booking", "/nothing", "?x=%zz", "?a=" + "b".repeat(9_000), "//", "/..;/x")) {
                    for (String token : new String[] {null, "no-token", NETWORK.token("region-grand-est")}) {
                        var _ = RawCall.send(base, method, link + end, null, token);
                    }
                }
                var _ = RawCall.send(base, method, link + "/booking", "application/json", null);
                var _ = RawCall.send(base, method, link.replace("invitations", "%69nvitations"), null, null);
                var _ = RawCall.send(base, method, link, "text/html, */*;q=nonsense", null);
                for (String end : List.of("", "/", "/calendar.ics", "/nothing", "?x=%zz", "//")) {
                    var _ = RawCall.send(base, method, page + end, null, null);
                }
            }
        }
    }

    /** What the link is worth something by, while it is open. */
    private static Canary code() {
        return Canary.secret("invitation's code", link.substring(link.lastIndexOf('/') + 1));
    }

    private static void assertForgotten() {
        assertThat(COUNTER.get("/v1/allocation/requests/" + request + "/contact?purpose=HAND_OVER")
                        .expect(404)
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("forgotten");
        JsonNode file = COUNTER.get("/v1/allocation/people/" + beneficiary + "/file")
                .expect(200)
                .body();
        assertThat(file.at("/person/contact").isMissingNode()).isTrue();
        assertThat(file.at("/person/forgottenAt").asText()).isNotEmpty();
        assertThat(ids(file.path("packs"), "id")).containsExactly(pack);
        assertThat(THIRD_PLACE
                        .get("/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE")
                        .expect(404)
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("forgotten");
        JsonNode guest = THIRD_PLACE
                .get("/v1/mediation/people/" + participant + "/file")
                .expect(200)
                .body();
        assertThat(guest.at("/person/contact").isMissingNode()).isTrue();
        assertThat(ids(guest.path("bookings"), "id")).containsExactly(booking);
        for (String database : List.of("allocation", "mediation")) {
            String ref = database.equals("allocation") ? beneficiary : participant;
            assertThat(RunningNetwork.count(
                            NETWORK, database + "_keys", "select count(*) from person_key where ref = '" + ref + "'"))
                    .isZero();
            assertThat(RunningNetwork.count(
                            NETWORK,
                            database,
                            "select count(*) from person where ref = '" + ref
                                    + "' and contact is null and forgotten_at is not null"))
                    .isOne();
        }
        assertThat(RunningNetwork.count(
                        NETWORK, "allocation", "select count(*) from likeness where request_id = '" + request + "'"))
                .isZero();
    }

    /** A lot is fetched at a site of its donor's, which is described after some calls that are refused; the carrier is told how to reach it. */
    private static void fetchAtASite() {
        Partner donor = new Partner(NETWORK, "region-grand-est");
        Partner carrier = new Partner(NETWORK, "transport-solidaire");
        String path = "/v1/collection/sites";
        String body =
                "{\"name\":\"Le nichoir\",\"commune\":\"67482\",\"street\":\"%s\",\"access\":\"%s\",\"phone\":\"%s\",\"email\":\"%s\"}"
                        .formatted(STREET.value(), GATE.value(), DESK.value(), DESK_MAIL.value());
        donor.post(path, body.substring(0, body.length() - 3)).expect(400);
        donor.post(path, body.replace("\"phone\"", "\"" + GATE.value() + "\"")).expect(422);
        donor.post(path, body.replace("@voliere", " voliere")).expect(422);
        donor.post(path, body.replace("67482", STREET.value())).expect(422);
        donor.post(path, body.replace(GATE.value(), GATE.value().repeat(30))).expect(422);
        String key = UUID.randomUUID().toString();
        String site = donor.post(path, key, null, "application/json", body)
                .expect(201)
                .body()
                .path("id")
                .asText();
        donor.post(path, key, null, "application/json", body).expect(201);
        donor.act(path + "/" + site + "/correction", 1, "{\"access\":\"" + GATE.value() + "\"}")
                .expect(200);
        donor.get(path + "/" + site + "/contact").expect(200);

        Stock stock = new Stock(NETWORK);
        String lot = stock.agreed();
        new Partner(NETWORK, "atelier-strasbourg")
                .act(lot + "/pickup", 2, Stock.PICKUP.replaceFirst("\\}$", ",\"site\":\"" + site + "\"}"))
                .expect(200);
        assertThat(carrier.get(lot + "/pickup-contact")
                        .expect(200)
                        .body()
                        .path("email")
                        .asText())
                .isEqualTo(DESK_MAIL.value());
    }

    /** A laptop that the counter has signed for. */
    private static void stockOne() {
        Journey journey = new Journey(NETWORK);
        List<String> devices = journey.bring("canary", 1, "67482");
        journey.receive(devices);
        journey.refurbish(devices.getFirst(), STAFF.value());
        String quoted = "[\"" + devices.getFirst() + "\"]";
        journey.workshop()
                .post(
                        "/v1/refurb/dispatches",
                        "{\"deviceIds\":" + quoted + ",\"recipient\":\"" + COUNTER_ID + "\",\"shipmentRef\":\"BL-V\"}")
                .expect(200);
        await("the counter to sign for the laptop")
                .atMost(Duration.ofSeconds(60))
                .until(() -> COUNTER.post("/v1/allocation/receptions", "{\"devices\":" + quoted + "}")
                                .expect(200)
                                .body()
                                .path("rejected")
                                .asInt()
                        == 0);
    }

    private static String requestBody(String contact) {
        return "{\"programmeId\":\"" + programme + "\",\"commune\":\"" + HOME
                + "\",\"proof\":\"SOCIAL_MINIMA\",\"contact\":{" + contact + "}}";
    }

    /** Whatever goes wrong with a request may say what was wrong, and not what stood there. */
    private static void askAndBeRefused() {
        String path = "/v1/allocation/requests";
        String contact =
                "\"givenName\":\"%s\",\"familyName\":\"%s\",\"birthYear\":1957,\"phone\":\"%s\",\"email\":\"%s\""
                        .formatted(GIVEN.value(), FAMILY.value(), "+33 6 39 98 01 42", MAIL.value());
        String body = requestBody(contact);
        COUNTER.post(path, requestBody(contact + ",\"address\":\"" + ADDRESS.value() + "\""))
                .expect(422);
        COUNTER.post(path, body.substring(0, body.length() - 5)).expect(400);
        COUNTER.post(path, body.replace("1957", "\"" + FAMILY.value() + "\"")).expect(422);
        COUNTER.post(path, body.replace("SOCIAL_MINIMA", FAMILY.value())).expect(422);
        COUNTER.post(path, body.replace("\"commune\":", "\"" + FAMILY.value() + "\":"))
                .expect(422);
        COUNTER.post(path, body.replace("@voliere", " voliere")).expect(422);
        COUNTER.post(path, body.replace(GIVEN.value(), GIVEN.value().repeat(20)))
                .expect(422);

        String key = UUID.randomUUID().toString();
        Reply asked = COUNTER.post(path, key, null, "application/json", body).expect(201);
        request = asked.body().path("id").asText();
        beneficiary = asked.body().path("personRef").asText();
        COUNTER.post(path, key, null, "application/json", body).expect(201);
        COUNTER.post(path, key, null, "application/json", body.replace(GIVEN.value(), GIVEN.value() + "s"))
                .expect(422);
        COUNTER.post(path, body).expect(409);
        COUNTER.get("/v1/allocation/requests/" + request + "/likenesses").expect(200);
        THIRD_PLACE.get("/v1/mediation/people/" + beneficiary + "/file").expect(404);
    }

    private static void scheduleWorkshop() {
        String place = THIRD_PLACE
                .post("/v1/mediation/places", "{\"name\":\"La volière\",\"commune\":\"" + HOME + "\"}")
                .expect(201)
                .body()
                .path("id")
                .asText();
        Instant from = RunningNetwork.now().truncatedTo(ChronoUnit.SECONDS);
        workshop = THIRD_PLACE
                .post("/v1/mediation/workshops", """
                        {"placeId":"%s","title":"Premiers pas","from":"%s","until":"%s","capacity":5}""".formatted(place, from, from.plus(3, ChronoUnit.HOURS)))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** Books a seat for somebody who is named, after some calls that are refused. */
    private static void bookAndBeRefused() {
        String path = "/v1/mediation/workshops/" + workshop + "/bookings";
        String body = "{\"participant\":{\"givenName\":\"%s\",\"familyName\":\"%s\",\"phone\":\"%s\",\"email\":\"%s\"}}"
                .formatted(GUEST_GIVEN.value(), GUEST_FAMILY.value(), GUEST_PHONE.value(), GUEST_MAIL.value());
        THIRD_PLACE.post(path, body.substring(0, body.length() - 3)).expect(400);
        THIRD_PLACE
                .post(path, body.replace("\"phone\"", "\"" + GUEST_FAMILY.value() + "\""))
                .expect(422);
        THIRD_PLACE
                .post(path, body.replace(GUEST_PHONE.value(), GUEST_FAMILY.value()))
                .expect(422);
        THIRD_PLACE.post(path, body.replace("@voliere", " voliere")).expect(422);
        Reply booked = THIRD_PLACE.post(path, body).expect(201);
        booking = booked.body().path("id").asText();
        participant = booked.body().path("participant").asText();
        assertThat(THIRD_PLACE
                        .get("/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE")
                        .expect(200)
                        .body()
                        .path("email")
                        .asText())
                .isEqualTo(GUEST_MAIL.value());
    }

    /** What the person reads: the one mail to this address, and the path of the link in it. */
    private static String linkInTheMail() {
        await("the invitation in the mailbox")
                .atMost(Duration.ofSeconds(90))
                .until(() -> !mailsToTheBeneficiary().isEmpty());
        String mail = mailsToTheBeneficiary().getFirst();
        assertThat(mail).contains("Subject:", "Hello,");
        Matcher found = LINK.matcher(mail);
        assertThat(found.find()).as("a link in the mail").isTrue();
        assertThat(URI.create(found.group()))
                .as("it leads to where the network answers")
                .isEqualTo(NETWORK.gatewayUri().resolve(found.group(1)));
        await("the message to be known as sent")
                .atMost(Duration.ofSeconds(30))
                .until(() -> COUNTER.get("/v1/allocation/packs/" + pack + "/messages")
                        .body()
                        .findValuesAsText("status")
                        .equals(List.of("SENT")));
        assertThat(mailsToTheBeneficiary()).hasSize(1);
        return found.group(1);
    }

    private static List<String> mailsToTheBeneficiary() {
        List<String> mails = new ArrayList<>();
        for (Path file : NETWORK.mails()) {
            String mail = read(file).replace("=\r\n", "");
            if (mail.contains("To: " + MAIL.value())) {
                mails.add(mail);
            }
        }
        return mails;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What was planted where, and in what form it is to be found there. */
    private record Planted(String place, String form) {}

    /** One in each kind of place, each in another form. */
    private static List<Planted> plantDecoys() throws Exception {
        List<Planted> planted = new ArrayList<>();
        String name = DECOY.value();
        String bare = "philomele-groenendaelsson";
        try (Admin admin = Admin.create(new HashMap<>(NETWORK.kafkaClient("admin")));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        new HashMap<>(NETWORK.kafkaClient("admin")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var _ = admin.createTopics(List.of(new NewTopic(SCRATCH, 1, (short) 1)))
                    .all()
                    .get();
            ProducerRecord<byte[], byte[]> value = new ProducerRecord<>(
                    SCRATCH,
                    utf8("tel:+33.6.39.98.01.55"),
                    utf8(Base64.getEncoder().encodeToString(utf8("x{\"n\":\"" + name + "\"}"))));
            value.headers().add("ce_subject", utf8(bare.toUpperCase(Locale.ROOT)));
            var _ = producer.send(value).get();
        }
        planted.add(new Planted("topic " + SCRATCH + ", record 0@0, key", "international by '.'"));
        planted.add(new Planted("topic " + SCRATCH + ", record 0@0, value", "plain, base64 after 1"));
        planted.add(new Planted("topic " + SCRATCH + ", record 0@0, header ce_subject", "unaccented"));

        plantRow("gateway", "gateway_owner", hash("SHA-256", name.toLowerCase(Locale.ROOT)));
        planted.add(new Planted("table gateway.public.canary_scratch", "lower case, SHA-256 in hex"));
        plantRow("allocation_keys", "allocation_keys_owner", utf8("key of 0639980155"));
        planted.add(new Planted("table allocation_keys.public.canary_scratch", "national, hex"));
        plantRow("mediation", "mediation_owner", utf8("{\"phone\":\"06 39 98 01 55\"}"));
        planted.add(new Planted("table mediation.public.canary_scratch", "national by ' ', hex"));

        Path logs = NETWORK.folder().resolve("logs");
        Files.writeString(
                logs.resolve("canary-scratch.log"),
                "GET /people?name=Philom%C3%A8le-Gr%C5%93nend%C3%A6lsson\nmd5 "
                        + HexFormat.of().formatHex(hash("MD5", "0033639980155")) + "\n");
        planted.add(new Planted("file logs/canary-scratch.log", "plain, URL"));
        planted.add(new Planted("file logs/canary-scratch.log", "international with zeros, MD5 in hex"));
        Files.writeString(
                NETWORK.folder().resolve("run/canary-scratch"),
                "{\"n\":\"Philom\\u00e8le-Gr\\u0153nend\\u00e6lsson\"}");
        planted.add(new Planted("file run/canary-scratch", "plain, JSON escapes"));
        // The row above, as it lies on the disk.
        planted.add(new Planted("file data/postgresql/", "national by ' '"));
        planted.add(new Planted("file data/kafka/", "international by '.'"));
        return planted;
    }

    private static void plantRow(String database, String owner, byte[] value) throws SQLException {
        try (Connection connection = NETWORK.connect(database, owner);
                Statement statement = connection.createStatement()) {
            statement.execute("create table canary_scratch(kept bytea)");
            try (PreparedStatement insert = connection.prepareStatement("insert into canary_scratch values (?)")) {
                insert.setBytes(1, value);
                assertThat(insert.executeUpdate()).isOne();
            }
        }
    }

    private static void removeDecoys() throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(NETWORK.kafkaClient("admin")))) {
            var _ = admin.deleteTopics(List.of(SCRATCH)).all().get();
        }
        for (String database : List.of("gateway", "allocation_keys", "mediation")) {
            try (Connection connection = NETWORK.connect(database, database + "_owner");
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table canary_scratch");
            }
        }
        Files.delete(NETWORK.folder().resolve("logs/canary-scratch.log"));
        Files.delete(NETWORK.folder().resolve("run/canary-scratch"));
    }

    private static List<CanaryScan.Finding> ofPeople(CanaryScan scan) {
        return scan.findings().stream()
                .filter(finding -> !finding.canary().startsWith("decoy"))
                .toList();
    }

    /** All that is counted of what these people did: what the public sees, what partners see, what is kept. */
    private static Map<String, String> counts() throws SQLException {
        Map<String, String> counts = new TreeMap<>();
        JsonNode region = JourneyE2ET.region("44");
        counts.put("stages", new TreeMap<>(JourneyE2ET.cells(region)).toString());
        counts.put("target", region.at("/target/counted").asText());
        JsonNode offered = COUNTER.get("/v1/allocation/programmes/" + programme)
                .expect(200)
                .body();
        assertThat(offered.path("taken").asInt()).isOne();
        counts.put("programme", offered.path("taken") + " of " + offered.path("quota"));
        JsonNode held = THIRD_PLACE
                .get("/v1/mediation/workshops/" + workshop)
                .expect(200)
                .body();
        assertThat(held.path("seatsLeft").asInt()).isEqualTo(3);
        counts.put("seats", held.path("seatsLeft") + " of " + held.path("capacity"));
        List<String> came = ids(
                THIRD_PLACE
                        .get("/v1/mediation/workshops/" + workshop + "/bookings")
                        .expect(200)
                        .body(),
                "status");
        assertThat(came).containsExactly("ATTENDED", "ATTENDED");
        counts.put("attendance", came.toString());
        for (String table :
                List.of("allocation.request", "allocation.pack", "allocation.device", "mediation.booking")) {
            counts.put(table, statuses(table));
        }
        return counts;
    }

    private static String statuses(String table) throws SQLException {
        String[] names = table.split("\\.", -1);
        Map<String, Long> statuses = new TreeMap<>();
        try (Connection connection = RunningNetwork.reading(NETWORK, names[0]);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select status, count(*) from " + names[1] + " group by 1")) {
            while (rows.next()) {
                statuses.put(rows.getString(1), rows.getLong(2));
            }
        }
        return statuses.toString();
    }

    /** Whether the planner keeps samples of that column, once it has looked at the table. */
    private static long sampled(String database, String table, String column) throws SQLException {
        try (Connection connection = NETWORK.connect(database, database + "_owner");
                Statement statement = connection.createStatement()) {
            statement.execute("analyze " + table);
            try (ResultSet rows = statement.executeQuery(
                    "select count(*) from pg_stats where tablename = '" + table + "' and attname = '" + column + "'")) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }

    private static byte[] bytes(String database, String query, String ref) throws SQLException {
        try (Connection connection = RunningNetwork.reading(NETWORK, database);
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, UUID.fromString(ref));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getBytes(1);
            }
        }
    }

    private static void putContactBack(String database, String ref, byte @Nullable [] contact) throws SQLException {
        try (Connection connection = NETWORK.connect(database, database + "_owner");
                PreparedStatement statement = connection.prepareStatement(
                        "update person set contact = ?, forgotten_at = case when ? then null else now() end"
                                + " where ref = ?")) {
            statement.setBytes(1, contact);
            statement.setBoolean(2, contact != null);
            statement.setObject(3, UUID.fromString(ref));
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private static List<String> contact(JsonNode file) {
        List<String> values = new ArrayList<>();
        file.at("/person/contact").forEach(value -> values.add(value.asText()));
        return values;
    }

    private static List<String> readings(JsonNode file) {
        List<String> readings = new ArrayList<>();
        file.at("/person/readings")
                .forEach(one -> readings.add(
                        one.path("who").asText() + " " + one.path("purpose").asText()));
        return readings;
    }

    private static List<String> readingsKept(String database, String ref) throws SQLException {
        List<String> readings = new ArrayList<>();
        try (Connection connection = RunningNetwork.reading(NETWORK, database);
                PreparedStatement statement = connection.prepareStatement(
                        "select who || ' ' || purpose from person_reading where ref = ? order by id")) {
            statement.setObject(1, UUID.fromString(ref));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    readings.add(rows.getString(1));
                }
            }
        }
        return readings;
    }

    private static List<String> ids(JsonNode rows, String field) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.path(field).asText()));
        return ids;
    }

    private static byte[] hash(String algorithm, String text) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
