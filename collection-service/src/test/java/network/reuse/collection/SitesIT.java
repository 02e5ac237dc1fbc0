package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.defaults.testing.DatabaseContents;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where lots are fetched: how a site is reached is told to the carrier that is booked there, as long as it is, and kept nowhere in clear. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class SitesIT {
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher");
    private static final String CARRIER = TestTokens.of(TestTokens.OTHER_DONOR, "carrier");
    private static final String OTHER_CARRIER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "carrier");
    private static final String STRANGER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "donor", "refurbisher");
    private static final String SITES = "/v1/collection/sites/";
    private static final String CONTACT = "/pickup-contact";
    private static final String LAPTOPS = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":2}]}";

    /** Texts that are nowhere but sealed. */
    private static final String[] SEALED = {
        "7 impasse du Canari",
        "porte jaune du canari",
        "dès que le canari chante",
        "03 88 47 11 08",
        "accueil@canari.example"
    };

    @BeforeAll
    static void theRegisterNamesDonorCarriersAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aSiteIsItsOwnersAlone() {
        String reference = "SITE-" + UUID.randomUUID();
        String site = described(reference);
        read(DONOR, SITES + site)
                .statusCode(200)
                .body("status", equalTo("OPEN"))
                .body("name", equalTo("Dépôt du Canari"))
                .body("territory.commune", equalTo("67482"))
                .body("partnerRef", equalTo(reference))
                .body("legal", contains("CORRECTION", "DELETION"))
                .body("email", nullValue());
        read(DONOR, SITES + site + "/transitions").body("$", contains("CORRECTION", "DELETION"));
        read(DONOR, SITES + site + "/contact")
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("street", equalTo(SEALED[0]))
                .body("access", equalTo(SEALED[1]))
                .body("openingHours", equalTo(SEALED[2]))
                .body("phone", equalTo(SEALED[3]))
                .body("email", equalTo(SEALED[4]))
                .body("readings", empty());
        read(DONOR, "/v1/collection/sites?partnerRef=" + reference.toLowerCase(Locale.ROOT))
                .body("id", contains(site));
        read(DONOR, "/v1/collection/sites?limit=500&commune=67482&status=OPEN").body("id", hasItem(site));
        read(DONOR, "/v1/collection/sites?limit=1").body("$", hasSize(1));

        for (String path : new String[] {"", "/transitions", "/contact"}) {
            read(STRANGER, SITES + site + path).statusCode(404);
            read(WORKSHOP, SITES + site + path).statusCode(404);
        }
        read(STRANGER, "/v1/collection/sites?limit=500").body("id", not(hasItem(site)));
        act(STRANGER, SITES + site, "correction", 1, "{\"name\":\"Ailleurs\"}").statusCode(404);
        act(STRANGER, SITES + site, "deletion", 1, "{\"reason\":\"Fermé\"}").statusCode(404);
        read(CARRIER, SITES + site).statusCode(403);
        describe(DONOR, UUID.randomUUID().toString(), form(reference))
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("extensions.existing", equalTo(site));
    }

    @Test
    void noPersonsContactIsTaken() {
        refused("phone", "06 12 34 56 78", "not_a_functional_phone");
        refused("phone", "12", "not_a_functional_phone");
        refused("email", "camille.martin@example.org", "not_a_functional_mailbox");
        refused("email", "accueil", "not_an_email");
        refused("name", "Dépôt, voir camille@example.org", "personal_data");
        refused("access", "Sonner au 03 88 00 00 00", "personal_data");
        refused("commune", "67000", "unknown_commune");
    }

    @Test
    void theBookedCarrierAloneReadsHowTheSiteIsReachedAndUntilItHasTheLot() {
        String site = described(null);
        String lot = accepted(site);
        read(CARRIER, LOTS + lot + CONTACT).statusCode(404);
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        read(WORKSHOP, LOTS + lot).body("site", equalTo(site)).body("pickupContact", nullValue());

        contact(CARRIER, lot)
                .header("Cache-Control", "no-store")
                .body("site", equalTo(site))
                .body("lot", equalTo(lot))
                .body("name", equalTo("Dépôt du Canari"))
                .body("commune", equalTo("67482"))
                .body("phone", equalTo(SEALED[3]))
                .body("email", equalTo(SEALED[4]));
        for (String token : new String[] {WORKSHOP, DONOR, OTHER_CARRIER, STRANGER}) {
            read(token, LOTS + lot + CONTACT).statusCode(404);
        }
        read(DONOR, SITES + site + "/contact")
                .body("readings", hasSize(1))
                .body("readings[0].lot", equalTo(lot))
                .body("readings[0].carrier", equalTo(TestTokens.OTHER_DONOR.toString()));

        command(DONOR).body(LAPTOPS).post(LOTS + lot + "/handover").then().statusCode(200);
        contact(CARRIER, lot).body("street", equalTo(SEALED[0]));
        command(CARRIER).body(LAPTOPS).post(LOTS + lot + "/takeover").then().statusCode(200);
        read(CARRIER, LOTS + lot + CONTACT).statusCode(404);
        read(CARRIER, LOTS + lot).statusCode(200).body("status", equalTo("TAKEN_OVER"));
    }

    @Test
    void whoeverIsBookedInsteadReadsItAndTheFormerCarrierNoMore() {
        String site = described(null);
        String lot = accepted(null);
        booked(lot, 2, TestTokens.OTHER_DONOR, site);
        var _ = contact(CARRIER, lot);
        booked(lot, 3, TestTokens.OTHER_WORKSHOP, null);
        read(CARRIER, LOTS + lot + CONTACT).statusCode(404);
        contact(OTHER_CARRIER, lot).body("site", equalTo(site));
        act(WORKSHOP, LOTS + lot, "pickup-move", 4, """
                        {"from":"2026-12-02T08:00:00Z","until":"2026-12-02T10:00:00Z","reason":"quai fermé"}""").statusCode(200).body("site", equalTo(site));
        var _ = contact(OTHER_CARRIER, lot);

        act(DONOR, LOTS + lot, "pickup-cancellation", 5, "{\"reason\":\"Déménagement\"}")
                .statusCode(200);
        read(OTHER_CARRIER, LOTS + lot).statusCode(200).body("status", equalTo("ACCEPTED"));
        read(OTHER_CARRIER, LOTS + lot + CONTACT).statusCode(404);
        read(CARRIER, LOTS + lot + CONTACT).statusCode(404);
    }

    @Test
    void loadingAndWithdrawingEndItToo() {
        String site = described(null);
        String loaded = accepted(site);
        booked(loaded, 2, TestTokens.OTHER_DONOR, null);
        act(CARRIER, LOTS + loaded, "loading", 3, LAPTOPS).statusCode(200);
        read(CARRIER, LOTS + loaded + CONTACT).statusCode(404);

        String withdrawn = accepted(site);
        booked(withdrawn, 2, TestTokens.OTHER_DONOR, null);
        act(DONOR, LOTS + withdrawn, "withdrawal", 3, "{\"reason\":\"Gardé\"}").statusCode(200);
        read(CARRIER, LOTS + withdrawn + CONTACT).statusCode(404);
    }

    @Test
    void aSiteOfSomebodyElseIsNotNamed() {
        String foreign = describe(STRANGER, UUID.randomUUID().toString(), form(null))
                .statusCode(201)
                .extract()
                .path("id");
        String lot = accepted(null);
        for (String site : new String[] {foreign, UUID.randomUUID().toString()}) {
            pickup(lot, 2, TestTokens.OTHER_DONOR, site)
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/site"))
                    .body("errors[0].code", equalTo("site_not_of_donor"));
            offer(site, "67482").statusCode(422).body("errors[0].code", equalTo("site_not_of_donor"));
        }
        read(WORKSHOP, LOTS + lot).body("status", equalTo("ACCEPTED")).body("version", equalTo(2));
        offer(described(null), "67180")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/commune"))
                .body("errors[0].code", equalTo("commune_of_another_site"));
    }

    @Test
    void aCorrectionReachesTheCarrierThatIsBookedAndADeletionDoesNot() throws SQLException {
        String site = described(null);
        String lot = accepted(site);
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        String before = accepted(site);
        booked(before, 2, TestTokens.OTHER_DONOR, null);
        act(DONOR, LOTS + before, "pickup-cancellation", 3, "{\"reason\":\"Déménagement\"}")
                .statusCode(200);

        act(DONOR, SITES + site, "correction", 1, """
                        {"name":"Quai du Canari","phone":"03 88 47 11 09","remove":["ACCESS"]}""")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("name", equalTo("Quai du Canari"))
                .body("phone", nullValue());
        act(DONOR, SITES + site, "correction", 1, "{\"name\":\"Ailleurs\"}").statusCode(412);
        act(DONOR, SITES + site, "correction", 2, "{}")
                .statusCode(422)
                .body("errors[0].code", equalTo("nothing_to_correct"));
        read(DONOR, SITES + site + "/contact")
                .body("phone", equalTo("03 88 47 11 09"))
                .body("access", nullValue())
                .body("email", equalTo(SEALED[4]));
        contact(CARRIER, lot)
                .body("name", equalTo("Quai du Canari"))
                .body("phone", equalTo("03 88 47 11 09"))
                .body("access", nullValue());

        act(DONOR, SITES + site, "deletion", 2, "{\"reason\":\"Déménagement\"}")
                .statusCode(200)
                .body("status", equalTo("DELETED"))
                .body("name", nullValue())
                .body("legal", empty());
        read(DONOR, SITES + site + "/contact").statusCode(404);
        act(DONOR, SITES + site, "correction", 3, "{\"name\":\"Ailleurs\"}").statusCode(409);
        contact(CARRIER, lot).body("phone", equalTo("03 88 47 11 09"));
        String another = accepted(null);
        pickup(another, 2, TestTokens.OTHER_DONOR, site)
                .statusCode(422)
                .body("errors[0].code", equalTo("site_not_of_donor"));
        await("the site's key to be destroyed")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        number("collection_keys", "select count(*) from person_key where ref = '" + site + "'") == 0);
        assertThat(number("collection", "select count(*) from site_contact where site = '" + site + "'"))
                .isZero();
    }

    @Test
    void aLotWhoseSiteIsDeletedIsFetchedWithoutOneOrAtAnotherThatIsNamed() {
        String site = described("SITE-" + UUID.randomUUID());
        String offered = accepted(site);
        String rebooked = accepted(null);
        booked(rebooked, 2, TestTokens.OTHER_DONOR, site);
        act(DONOR, SITES + site, "deletion", 1, "{\"reason\":\"Déménagement\"}").statusCode(200);

        pickup(offered, 2, TestTokens.OTHER_DONOR, site)
                .statusCode(422)
                .body("errors[0].code", equalTo("site_not_of_donor"));
        pickup(offered, 2, TestTokens.OTHER_DONOR, null).statusCode(200).body("site", nullValue());
        read(WORKSHOP, LOTS + offered).body("status", equalTo("PICKUP_BOOKED")).body("site", nullValue());
        read(CARRIER, LOTS + offered + CONTACT).statusCode(404);
        pickup(rebooked, 3, TestTokens.OTHER_WORKSHOP, null).statusCode(200).body("site", nullValue());

        String another = described(null);
        pickup(offered, 3, TestTokens.OTHER_DONOR, another).statusCode(200).body("site", equalTo(another));
        contact(CARRIER, offered).body("site", equalTo(another));
    }

    @Test
    void whoeverIsBookedWhileASiteIsPutRightReadsItAsItIs() throws Exception {
        for (boolean named : new boolean[] {true, false}) {
            String site = described(null);
            String lot = accepted(site);
            try (Connection owner = owner("collection");
                    Statement statement = owner.createStatement();
                    ExecutorService callers = Executors.newFixedThreadPool(2)) {
                // The booking has read how the site is reached, and has yet to write its copy.
                owner.setAutoCommit(false);
                statement.execute("lock table pickup_contact in share mode");
                Future<?> booking = callers.submit(() -> booked(lot, 2, TestTokens.OTHER_DONOR, named ? site : null));
                await("the booking to wait")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> waiting("relation = 'pickup_contact'::regclass"));
                Future<?> correction =
                        callers.submit(() -> act(DONOR, SITES + site, "correction", 1, "{\"phone\":\"03 88 47 11 09\"}")
                                .statusCode(200));
                await("the correction to be made, or to wait for the booking")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> correction.isDone() || waiting("locktype = 'advisory'"));
                owner.rollback();
                booking.get();
                correction.get();
            }
            contact(CARRIER, lot).body("phone", equalTo("03 88 47 11 09"));
        }
    }

    @Test
    void theCopyOfAPickupIsDestroyedThirtyDaysAfterItsEnd() throws SQLException {
        String site = described(null);
        String lot = accepted(site);
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        String ref = text("select site_contact from lot where id = '" + lot + "'");
        assertThat(number("collection", "select count(*) from timer where key = '" + ref + "'"))
                .isZero();
        act(CARRIER, LOTS + lot, "loading", 3, """
                        {"quantities":[{"category":"LAPTOP","count":2}],"occurredAt":"%s"}""".formatted(
                                text("select to_char((occurred_at + interval '1 second') at time zone 'UTC',"
                                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from lot where id = '" + lot + "'")))
                .statusCode(200);
        assertThat(text("select t.due_at = l.occurred_at + interval '30 days' from timer t, lot l where t.key = '" + ref
                        + "' and t.command = 'contact-destruction' and l.id = '" + lot + "'"))
                .isEqualTo("t");
        assertThat(number("collection_keys", "select count(*) from person_key where ref = '" + ref + "'"))
                .isOne();
        assertThat(number("collection", "select count(*) from pickup_contact where ref = '" + ref + "'"))
                .isOne();

        // Thirty days later, by the timer's account.
        owner("collection", "update timer set due_at = due_at - interval '31 days' where key = '" + ref + "'");
        await("the copy to be destroyed")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        number("collection", "select count(*) from pickup_contact where ref = '" + ref + "'") == 0);
        assertThat(number("collection_keys", "select count(*) from person_key where ref = '" + ref + "'"))
                .isZero();
        assertThat(number("collection", "select count(*) from timer where key = '" + ref + "'"))
                .isZero();
        read(DONOR, SITES + site + "/contact").statusCode(200);
    }

    @Test
    void keysThatOpenNothingAreDestroyedAndThoseOfContactsAndOfCommandsUnderWayAreNot() throws SQLException {
        String site = described(null);
        String lot = accepted(site);
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        String copy = text("select site_contact from lot where id = '" + lot + "'");
        command(DONOR)
                .body("{\"email\":\"incidents@canari.example\"}")
                .post("/v1/collection/incident-mailbox")
                .then()
                .statusCode(200);
        String mailbox = text("select ref from incident_mailbox where organisation = '" + TestTokens.GRAND_EST + "'");
        UUID restored = UUID.randomUUID();
        UUID underWay = UUID.randomUUID();
        owner("collection_keys", "update person_key set made_at = now() - interval '2 hours'");
        owner(
                "collection_keys",
                "insert into person_key (ref, wrapped, made_at) values ('" + restored
                        + "', '', now() - interval '2 hours')," + " ('" + underWay
                        + "', '', now() - interval '30 minutes')");

        owner("collection", "update timer set due_at = '2020-01-01T00:00:00Z' where command = 'orphaned-keys'");
        await("the key to be destroyed").atMost(Duration.ofSeconds(30)).until(() -> keys(restored.toString()) == 0);
        for (String needed : new String[] {site, copy, mailbox, underWay.toString()}) {
            assertThat(keys(needed)).as(needed).isOne();
        }
        contact(CARRIER, lot).body("phone", equalTo(SEALED[3]));
        await("the next sweep to be set")
                .atMost(Duration.ofSeconds(30))
                .until(() -> number(
                                "collection",
                                "select count(*) from timer where command = 'orphaned-keys' and due_at > now()")
                        == 1);
    }

    @Test
    void aRepeatedCallGetsTheSameAnswerWithoutWhatIsSealed() {
        String key = UUID.randomUUID().toString();
        String form = form(null);
        String site = describe(DONOR, key, form).statusCode(201).extract().path("id");
        describe(DONOR, key, form)
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("id", equalTo(site))
                .body("street", nullValue());
        describe(DONOR, key, form.replace(SEALED[4], "standard@canari.example"))
                .statusCode(422)
                .body("code", equalTo("key_reused"));
    }

    @Test
    void theStopOfARunSaysAtWhichSite() {
        String site = described(null);
        String lot = accepted(site);
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        String run = command(CARRIER)
                .body("""
                        {"vehicleRef":"V-%s","stops":[{"lot":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T08:30:00Z"}]}""".formatted(UUID.randomUUID(), lot))
                .post("/v1/collection/runs")
                .then()
                .statusCode(201)
                .body("stops.site", contains(site))
                .extract()
                .path("id");
        read(CARRIER, "/v1/collection/runs/" + run).body("stops.site", contains(site));
        var _ = contact(CARRIER, lot);
    }

    @Test
    void rawSqlShowsNobodyTheRowsOfAnotherAndNothingInClear() throws Exception {
        String site = described(null);
        String lot = accepted(site);
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        var _ = contact(CARRIER, lot);
        for (String database : new String[] {"collection", "collection_keys"}) {
            assertThat(everythingIn(database)).doesNotContain(SEALED);
        }

        assertThat(seenBy(TestTokens.GRAND_EST, "site", "id = '" + site + "'")).isOne();
        assertThat(seenBy(TestTokens.GRAND_EST, "site_contact", "site = '" + site + "'"))
                .isOne();
        assertThat(seenBy(TestTokens.OTHER_DONOR, "pickup_contact", "lot = '" + lot + "'"))
                .isOne();
        for (UUID other : new UUID[] {TestTokens.WORKSHOP, TestTokens.OTHER_WORKSHOP}) {
            for (String table :
                    new String[] {"site", "site_reader", "site_contact", "pickup_contact", "pickup_contact_reading"}) {
                assertThat(seenBy(other, table, "true"))
                        .as("%s sees of %s", other, table)
                        .isEqualTo(ownOf(other, table));
            }
            assertThat(seenBy(other, "pickup_contact", "lot = '" + lot + "'")).isZero();
        }
        assertThat(seenBy(TestTokens.OTHER_DONOR, "site_contact", "site = '" + site + "'"))
                .isZero();
        assertThat(seenBy(TestTokens.OTHER_WORKSHOP, "site_to_copy('" + lot + "', '" + site + "')", "true"))
                .isZero();

        act(DONOR, LOTS + lot, "pickup-cancellation", 3, "{\"reason\":\"Déménagement\"}")
                .statusCode(200);
        assertThat(seenBy(TestTokens.OTHER_DONOR, "pickup_contact", "lot = '" + lot + "'"))
                .isZero();
        assertThatThrownBy(() -> seenBy(TestTokens.GRAND_EST, "timer", "true")).isInstanceOf(SQLException.class);
    }

    @Test
    void whileTheKeysAreAwayNothingIsHalfDone() throws SQLException {
        String site = described(null);
        String lot = accepted(site);
        owner("collection_keys", "alter table person_key rename to person_key_away");
        try {
            pickup(lot, 2, TestTokens.OTHER_DONOR, null).statusCode(503);
            describe(DONOR, UUID.randomUUID().toString(), form(null)).statusCode(503);
        } finally {
            owner("collection_keys", "alter table person_key_away rename to person_key");
        }
        read(WORKSHOP, LOTS + lot).body("status", equalTo("ACCEPTED")).body("version", equalTo(2));
        booked(lot, 2, TestTokens.OTHER_DONOR, null);
        contact(CARRIER, lot).body("email", equalTo(SEALED[4]));
    }

    private static void refused(String field, String value, String code) {
        describe(
                        DONOR,
                        UUID.randomUUID().toString(),
                        form(null).replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\""))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/" + field))
                .body("errors[0].code", equalTo(code));
    }

    private static ValidatableResponse contact(String token, String lot) {
        return read(token, LOTS + lot + CONTACT).statusCode(200);
    }

    private static String described(@Nullable String partnerRef) {
        return describe(DONOR, UUID.randomUUID().toString(), form(partnerRef))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse describe(String token, String key, String form) {
        return command(token, key).body(form).post("/v1/collection/sites").then();
    }

    private static String form(@Nullable String partnerRef) {
        return """
                {"name":"Dépôt du Canari","commune":"67482","street":"%s","access":"%s","openingHours":"%s","phone":"%s",\
                "email":"%s"%s}""".formatted(
                        SEALED[0],
                        SEALED[1],
                        SEALED[2],
                        SEALED[3],
                        SEALED[4],
                        partnerRef == null ? "" : ",\"partnerRef\":\"" + partnerRef + "\"");
    }

    private static ValidatableResponse offer(@Nullable String site, String commune) {
        return command(DONOR)
                .body("""
                        {"recipient":"%s","commune":"%s","quantities":[{"category":"LAPTOP","count":2}]%s}""".formatted(TestTokens.WORKSHOP, commune, site == null ? "" : ",\"site\":\"" + site + "\""))
                .post("/v1/collection/lots")
                .then();
    }

    /** A lot of two laptops that is accepted; its version is 2. */
    private static String accepted(@Nullable String site) {
        String lot = offer(site, "67482").statusCode(201).extract().path("id");
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        CollectionCalls.agree(lot);
        return lot;
    }

    private static void booked(String lot, int version, UUID carrier, @Nullable String site) {
        pickup(lot, version, carrier, site).statusCode(200).body("status", equalTo("PICKUP_BOOKED"));
    }

    private static ValidatableResponse pickup(String lot, int version, UUID carrier, @Nullable String site) {
        return act(WORKSHOP, LOTS + lot, "pickup", version, """
                {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"%s}""".formatted(
                        carrier, site == null ? "" : ",\"site\":\"" + site + "\""));
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }

    private static long keys(String ref) throws SQLException {
        return number("collection_keys", "select count(*) from person_key where ref = '" + ref + "'");
    }

    /** Whether somebody waits for such a lock. */
    private static boolean waiting(String lock) throws SQLException {
        return number("collection", "select count(*) from pg_locks where not granted and " + lock) > 0;
    }

    private static Connection owner(String database) throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl(database), database + "_owner", backends().databasePassword(database + "_owner"));
    }

    private static void owner(String database, String sql) throws SQLException {
        try (Connection owner = owner(database);
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String database, String sql) throws SQLException {
        try (Connection owner = owner(database);
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static String text(String sql) throws SQLException {
        try (Connection owner = owner("collection");
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    /** How many rows the service's own role sees in the name of this organisation. */
    private static long seenBy(UUID organisation, String table, String where) throws SQLException {
        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("collection"),
                        "collection_api",
                        backends().databasePassword("collection_api"));
                Statement statement = api.createStatement()) {
            statement.execute("select set_config('app.organisation', '" + organisation + "', false)");
            try (ResultSet rows = statement.executeQuery("select count(*) from " + table + " where " + where)) {
                return rows.next() ? rows.getLong(1) : -1;
            }
        }
    }

    /** How many rows there are that this organisation may see. */
    private static long ownOf(UUID organisation, String table) throws SQLException {
        String its = "'" + organisation + "'";
        return number(
                "collection",
                "select count(*) from " + table + " t where env = 'LIVE' and "
                        + switch (table) {
                            case "site_reader" -> "organisation = " + its;
                            case "pickup_contact" ->
                                "(owner = " + its + " or carrier = " + its
                                        + " and exists (select from lot l where l.site_contact = t.ref))";
                            default -> "owner = " + its;
                        });
    }

    private static String everythingIn(String database) throws SQLException {
        try (Connection reader = owner(database)) {
            return DatabaseContents.of(reader);
        }
    }
}
