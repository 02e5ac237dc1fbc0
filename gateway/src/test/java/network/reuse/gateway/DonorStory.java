package network.reuse.gateway;

import static io.restassured.RestAssured.given;
import static network.reuse.contracts.DeviceCategory.LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.Wait;
import org.jspecify.annotations.Nullable;

/** A donor gives three laptops: one is handed over, one waits in its workshop with its data, and one is lost on the way. */
final class DonorStory {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");

    private final Sending sending;
    private final UUID donor = Ids.next();
    private final String token = TestTokens.of(donor, "donor");
    private final UUID lot = Ids.next();
    private final UUID handed = Ids.next();
    private final UUID waiting = Ids.next();
    private final UUID lost = Ids.next();
    private final UUID programme = Ids.next();
    private final Instant given = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(40));
    private final int year = Wording.day(given).getYear();

    DonorStory(Sending sending) {
        this.sending = sending;
    }

    /** Sends what happened, and waits until the donor sees it all. */
    DonorStory told() {
        List<Quantity> three = List.of(new Quantity(LAPTOP, 3));
        var ofLot = Streams.lot(lot, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = ofLot.says(
                0,
                new CollectionEvent.LotOffered(lot, "L-3F9K2A", donor, TestTokens.WORKSHOP, three, null),
                given.minusSeconds(90));
        var _ = ofLot.says(0, new CollectionEvent.LotAccepted(lot, TestTokens.WORKSHOP, three), given.minusSeconds(60));
        var _ = ofLot.says(
                0, new CollectionEvent.LotTakenOver(lot, TestTokens.CARRIER, three, three, three, List.of()), given);
        sending.send(ofLot.events());
        for (UUID id : List.of(handed, waiting)) {
            var at = Streams.device(id, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
            sending.send(at.says(1, registered(id), given.plusSeconds(60)));
            var bench = Streams.bench(id, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
            var _ = bench.says(
                    2,
                    new RefurbEvent.DeviceReceived(id, code(id), TestTokens.WORKSHOP, LAPTOP),
                    given.plusSeconds(90));
            var _ = bench.says(
                    2,
                    new RefurbEvent.DeviceTriaged(
                            id, List.of(new RefurbEvent.Medium("M" + code(id), MediumKind.SSD, 1L))),
                    given.plusSeconds(120));
            var _ = bench.says(
                    2,
                    new RefurbEvent.DeviceLocked(id, lot, LockKind.REMOTE_MANAGEMENT, "Intune"),
                    given.plusSeconds(125));
            var _ = bench.says(
                    2, new RefurbEvent.LockReleaseAnswered(id, false, "introuvable"), given.plusSeconds(130));
            if (id.equals(handed)) {
                var _ = bench.says(2, new RefurbEvent.LockReleaseAnswered(id, true, null), given.plusSeconds(135));
                var _ = bench.says(2, new RefurbEvent.DeviceUnlocked(id), given.plusSeconds(140));
                var _ = bench.says(
                        2,
                        new RefurbEvent.MediumErased(
                                id, "M" + code(id), "OVERWRITE", "nwipe", SanitisationLevel.CLEAR, null),
                        given.plusSeconds(150));
                var _ = bench.says(2, new RefurbEvent.DeviceReady(id, LAPTOP, Grade.B), given.plusSeconds(180));
            }
            sending.send(bench.events());
        }
        var stock = Streams.stock(handed, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = stock.says(
                3,
                new AllocationEvent.DeviceStocked(handed, code(handed), Ids.next(), LAPTOP, Grade.B),
                given.plusSeconds(210));
        var _ = stock.says(
                3, new AllocationEvent.DeviceDelivered(handed, Ids.next(), programme), given.plusSeconds(240));
        sending.send(stock.events());
        var gone = Streams.device(lost, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = gone.says(1, registered(lost), given.plusSeconds(60));
        var _ = gone.says(1, new CollectionEvent.DeviceLost(lost, true, "absent du camion"), given.plusSeconds(90));
        sending.send(gone.events());
        Duration _ = Wait.until("the donor to see it all", SOON, () -> {
            List<String> stages = read("/v1/donors/devices").extract().path("stage");
            return stages.size() == 3
                    && stages.containsAll(List.of("DELIVERED", "TRIAGED", "LOST"))
                    && read("/v1/donors/devices").extract().<List<String>>path("lot.code").stream()
                            .allMatch("L-3F9K2A"::equals);
        });
        return this;
    }

    /** The donor follows each of them, and nobody else does. */
    void isFollowedByItsDonorAlone() {
        String path = "find{it.id=='" + handed + "'}.";
        read("/v1/donors/devices?lot=" + lot)
                .body("$", hasSize(3))
                .body(path + "code", equalTo(code(handed)))
                .body(path + "serialNumber", equalTo("SÉRIE-" + code(handed)))
                .body(path + "lot.taker", equalTo(TestTokens.WORKSHOP.toString()))
                .body(path + "lot.takenAt", equalTo(given.minusSeconds(60).toString()))
                .body(path + "givenAt", equalTo(given.toString()))
                .body(path + "since", equalTo(given.plusSeconds(240).toString()))
                .body(path + "erasure", equalTo("CLEAR"))
                .body(path + "certificates", equalTo("/v1/refurb/devices/" + handed + "/certificates"))
                .body(path + "reuse", equalTo("JUSTIFIED"))
                .body(path + "handedOver.as", equalTo("DELIVERED"))
                .body(path + "handedOver.department", equalTo("67"))
                .body(path + "handedOver.programmeId", equalTo(programme.toString()))
                .body("find{it.id=='" + waiting + "'}.erasure", equalTo("NONE"))
                .body("find{it.id=='" + waiting + "'}.certificates", nullValue());
        read("/v1/donors/devices?stage=LOST").body("id", contains(lost.toString()));
        String next = read("/v1/donors/devices?limit=2")
                .body("$", hasSize(2))
                .extract()
                .header("Link");
        read("/v1/donors/devices" + next.replaceAll("<(.*)>.*", "$1")).body("$", hasSize(1));
        String lines =
                read("/v1/donors/devices.csv").contentType("text/csv").extract().asString();
        assertThat(lines.lines()).hasSize(4);
        assertThat(lines).contains(code(handed) + ";LAPTOP;Lenovo;T480;SÉRIE-" + code(handed) + ";L-3F9K2A;");

        for (String other : List.of(TestTokens.of(Ids.next(), "donor"), TestTokens.sandbox(donor, "donor"))) {
            for (String list : List.of(
                    "/v1/donors/devices?lot=" + lot,
                    "/v1/donors/unerased-devices?days=0",
                    "/v1/donors/incidents",
                    "/v1/donors/release-requests",
                    "/v1/donors/reen/devices?year=" + year)) {
                read(other, list).statusCode(200).body("$", empty());
            }
            assertThat(read(other, "/v1/donors/devices.csv")
                            .extract()
                            .asString()
                            .lines())
                    .hasSize(1);
            read(other, "/v1/donors/reen?year=" + year)
                    .body("oriented", equalTo(0))
                    .body("stock", nullValue());
            read(other, "/v1/donors/donation?year=" + year).body("gifts", empty());
            read(other, "/v1/donors/donation?lot=" + lot).statusCode(404);
        }
        read(TestTokens.of(donor, "refurbisher"), "/v1/donors/devices").statusCode(403);
        given().get("/v1/donors/devices").then().statusCode(401);
    }

    /** What is not erased after a while, and what is lost, is listed; what turns up is said to have. */
    void unerasedAndLostOnesAreTold() {
        read("/v1/donors/unerased-devices").body("id", contains(waiting.toString()));
        read("/v1/donors/unerased-devices?days=60").body("$", empty());
        read("/v1/donors/incidents?since=2026-01-01T00:00:00Z")
                .body("$", hasSize(1))
                .body("[0].deviceId", equalTo(lost.toString()))
                .body("[0].code", equalTo(code(lost)))
                .body("[0].lotId", equalTo(lot.toString()))
                .body("[0].reportedBy", equalTo("collection"))
                .body("[0].reason", equalTo("absent du camion"))
                .body("[0].turnedUp", equalTo(false));
        read("/v1/donors/incidents?since=2099-01-01T00:00:00Z").body("$", empty());
    }

    /** What is lost after somebody had it is followed as lost, and is no incident: its donor's data was erased before. */
    void whatIsLostAfterItWasUsedIsNoIncidentToIt() {
        UUID used = Ids.next();
        sending.send(Streams.device(used, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP)
                .says(1, registered(used), given));
        var bench = Streams.bench(used, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = bench.says(
                2,
                new RefurbEvent.DeviceReceived(used, code(used), TestTokens.WORKSHOP, LAPTOP),
                given.plusSeconds(60));
        var _ = bench.says(2, new RefurbEvent.DeviceLost(used, true, "avant le tri", null), given.plusSeconds(90));
        var _ = bench.says(
                2, new RefurbEvent.LossCorrected(used, DeviceStage.RECEIVED, "retrouvé"), given.plusSeconds(120));
        var stock = Streams.stock(used, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = stock.says(
                3,
                new AllocationEvent.DeviceReturned(used, Ids.next(), TestTokens.WORKSHOP, "en panne"),
                given.plusSeconds(150));
        var _ = stock.says(3, new AllocationEvent.DeviceLost(used, true, "sur le retour"), given.plusSeconds(180));
        var _ = bench.says(
                4,
                new RefurbEvent.DeviceReceived(used, code(used), TestTokens.WORKSHOP, LAPTOP),
                given.plusSeconds(210));
        sending.send(bench.events());
        sending.send(stock.events());
        isFollowed(used, "RECEIVED", given.plusSeconds(210));
        read("/v1/donors/unerased-devices").body("id", contains(waiting.toString()));
        sending.send(
                bench.says(4, new RefurbEvent.DeviceLost(used, true, "après le retour", null), given.plusSeconds(240)));
        isFollowed(used, "LOST", given.plusSeconds(240));
        read("/v1/donors/incidents")
                .body("findAll{it.deviceId=='" + used + "'}.reason", contains("avant le tri"))
                .body("deviceId", containsInAnyOrder(lost.toString(), used.toString()));
    }

    /** A drive that its first workshop overlooked, and that comes to light at a later one, may hold its data. */
    void whatComesToLightAtALaterWorkshopIsToldToIt() {
        UUID used = Ids.next();
        sending.send(Streams.device(used, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP)
                .says(1, registered(used), given));
        var bench = Streams.bench(used, STRASBOURG, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = bench.says(
                4,
                new RefurbEvent.DeviceReceived(used, code(used), TestTokens.WORKSHOP, LAPTOP),
                given.plusSeconds(310));
        var _ = bench.says(
                4,
                new RefurbEvent.DeviceTriaged(
                        used, List.of(new RefurbEvent.Medium("UNDER-THE-BATTERY", MediumKind.HDD, 1_000))),
                given.plusSeconds(320));
        sending.send(bench.events());
        isFollowed(used, "TRIAGED", given.plusSeconds(320));
        read("/v1/donors/unerased-devices").body("id", containsInAnyOrder(waiting.toString(), used.toString()));
        sending.send(bench.says(
                4, new RefurbEvent.DeviceLost(used, true, "au second atelier", true), given.plusSeconds(330)));
        isFollowed(used, "LOST", given.plusSeconds(330));
        read("/v1/donors/incidents").body("findAll{it.deviceId=='" + used + "'}.reason", contains("au second atelier"));
    }

    private void isFollowed(UUID device, String stage, Instant since) {
        Duration _ = Wait.until(
                "the donor to see it " + stage,
                SOON,
                () -> since.toString()
                        .equals(read("/v1/donors/devices?stage=" + stage)
                                .extract()
                                .<String>path("find{it.id=='" + device + "'}.since")));
    }

    /** It is asked to release what is locked, until that is open, and what it said last is told beside it. */
    void itIsAskedToReleaseWhatIsLocked() {
        read("/v1/donors/release-requests").body("deviceId", containsInAnyOrder(handed.toString(), waiting.toString()));
        read("/v1/donors/release-requests?open=true")
                .body("$", hasSize(1))
                .body("[0].deviceId", equalTo(waiting.toString()))
                .body("[0].code", equalTo(code(waiting)))
                .body("[0].lotId", equalTo(lot.toString()))
                .body("[0].kind", equalTo("REMOTE_MANAGEMENT"))
                .body("[0].note", equalTo("Intune"))
                .body("[0].occurredAt", equalTo(given.plusSeconds(125).toString()))
                .body("[0].answer.released", equalTo(false))
                .body("[0].answer.reason", equalTo("introuvable"))
                .body("[0].answerAt", equalTo("/v1/refurb/devices/" + waiting + "/lock-release"));
        read("/v1/donors/release-requests?open=false")
                .body("deviceId", contains(handed.toString()))
                .body("[0].answer.released", equalTo(true));
        read("/v1/donors/release-requests?since=2099-01-01T00:00:00Z").body("$", empty());
    }

    /** The rate is that of the stock that the donor states, which is corrected with a reason and never rewritten. */
    void itsReenReportIsThatOfItsStatement() throws Exception {
        read("/v1/donors/reen?year=" + year)
                .body("donor", equalTo(donor.toString()))
                .body("oriented", equalTo(2))
                .body("justified", equalTo(1))
                .body("pending", equalTo(1))
                .body("dropped", equalTo(1))
                .body("ratePercent", nullValue())
                .body("stock", nullValue());
        String key = UUID.randomUUID().toString();
        String first = stated(key, 8, null)
                .statusCode(200)
                .body("version", equalTo(1))
                .extract()
                .asString();
        assertThat(stated(key, 8, null).statusCode(200).extract().asString()).isEqualTo(first);
        stated(UUID.randomUUID().toString(), 5, null)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/reason"))
                .body("errors[0].code", equalTo("required"));
        stated(UUID.randomUUID().toString(), 1, "recompté")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/counts/0/decommissioned"));
        stated(UUID.randomUUID().toString(), 5, "recompté")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("reason", equalTo("recompté"));
        read("/v1/donors/reen?year=" + year)
                .body("decommissioned", equalTo(3))
                .body("ratePercent", equalTo(66.66f))
                .body("justifiedPercent", equalTo(33.33f))
                .body("targetPercent", equalTo(50))
                .body("reached", equalTo(true))
                .body("stock.version", equalTo(2))
                .body("parts.find{it.category=='SCREENS'}.decommissioned", equalTo(3));
        read("/v1/donors/reen/devices?year=" + year)
                .body("id", containsInAnyOrder(handed.toString(), waiting.toString(), lost.toString()));
        assertThat(read("/v1/donors/reen/devices.csv?year=" + year)
                        .extract()
                        .asString()
                        .lines())
                .hasSize(4);
        read("/v1/donors/reen/devices?year=" + (year - 1)).body("$", empty());
        ReadPaper paper = ReadPaper.of(
                "it-reen",
                read("/v1/donors/reen/report.pdf?year=" + year)
                        .contentType("application/pdf")
                        .extract()
                        .asByteArray());
        assertThat(paper.text())
                .contains("Bilan de réemploi " + year, "Taux : 66,66 %", "L-3F9K2A", "Écarté", "recompté");
        for (UUID id : List.of(handed, waiting, lost)) {
            assertThat(paper.says("SÉRIE-" + code(id))).isTrue();
        }
        assertThat(paper.tags()).contains("H1", "Table");
    }

    /** The description for the tax receipt names both sides, and no value. */
    void itsGiftIsDescribedWithoutAValue() throws Exception {
        for (String which : List.of("year=" + year, "lot=" + lot)) {
            String json = read("/v1/donors/donation?" + which)
                    .body("donor.id", equalTo(donor.toString()))
                    .body("gifts", hasSize(1))
                    .body("gifts[0].code", equalTo("L-3F9K2A"))
                    .body("gifts[0].recipient.id", equalTo(TestTokens.WORKSHOP.toString()))
                    .body("gifts[0].givenOn", equalTo(Wording.day(given).toString()))
                    .body("gifts[0].quantities[0].count", equalTo(3))
                    .body("gifts[0].goods[0].quantity", equalTo(3))
                    .body("gifts[0].goods[0].serialNumbers", hasSize(3))
                    .body("note", notNullValue())
                    .extract()
                    .asString();
            assertThat(json)
                    .doesNotContain("€")
                    .doesNotContainIgnoringCase("\"value")
                    .doesNotContain("Cents");
            ReadPaper paper = ReadPaper.of(
                    "it-donation",
                    read("/v1/donors/donation.pdf?" + which).extract().asByteArray());
            assertThat(paper.text()).contains("16216*02", "L-3F9K2A", "seule responsabilité du donateur");
        }
        read("/v1/donors/donation").statusCode(422).body("errors[0].pointer", equalTo("/year"));
        read("/v1/donors/donation?year=2026&lot=" + lot).statusCode(422).body("errors[0].code", equalTo("one_of_two"));
    }

    private ValidatableResponse stated(String key, int screens, @Nullable String reason) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body("""
                        {"year":%d,"countedOn":"%d-01-15","counts":[{"category":"SCREENS","decommissioned":%d,
                        "olderThanTenYears":2}]%s}""".formatted(year, year, screens, reason == null ? "" : ",\"reason\":\"" + reason + "\""))
                .post("/v1/donors/reen/stock")
                .then();
    }

    private ValidatableResponse read(String path) {
        return read(token, path);
    }

    private static ValidatableResponse read(String token, String path) {
        return given().urlEncodingEnabled(false).auth().oauth2(token).get(path).then();
    }

    private CollectionEvent registered(UUID id) {
        return new CollectionEvent.DeviceRegistered(
                id, code(id), lot, LAPTOP, "Lenovo", "T480", "SÉRIE-" + code(id), donor, TestTokens.WORKSHOP, null);
    }

    private static String code(UUID id) {
        String text = id.toString();
        return "D-" + text.substring(text.length() - 6).toUpperCase(Locale.ROOT);
    }
}
