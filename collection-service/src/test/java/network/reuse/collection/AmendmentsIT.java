package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.DEVICES;
import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.OTHER;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.collected;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static network.reuse.collection.CollectionCalls.send;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import network.reuse.defaults.testing.Dated;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was said first can be put right, in its order, and is found again. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class AmendmentsIT {
    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aWrongRegistrationIsCorrectedWithItsReasonAsLongAsTheDeviceIsRegistered() {
        String lot = collected(2);
        String device = registered(lot, "LAPTOP;Dell;5490;WRONG-1;W-1");
        String other = registered(lot, "LAPTOP;Dell;5490;WRONG-2;W-2");
        String path = DEVICES + device;

        act(DONOR, path, "registration-correction", 1, "{\"model\":\"5410\",\"reason\":\"mal lu\"}")
                .statusCode(200)
                .body("model", equalTo("5410"))
                .body("manufacturer", equalTo("Dell"))
                .body("version", equalTo(2));
        act(WORKSHOP, path, "registration-correction", 2, "{\"serialNumber\":\"RIGHT-1\",\"reason\":\"mal lu\"}")
                .statusCode(200)
                .body("serialNumber", equalTo("RIGHT-1"));
        act(
                        WORKSHOP,
                        path,
                        "registration-correction",
                        3,
                        "{\"manufacturer\":\"HP\",\"partnerRef\":\"W-9\",\"reason\":\"mal lu\"}")
                .statusCode(200)
                .body("partnerRef", equalTo("W-9"));
        send(lot, HEADING + "LAPTOP;HP;5410;right-1;W-9\n").body("unchanged", equalTo(1));

        act(WORKSHOP, path, "registration-correction", 4, "{\"model\":\"5410\",\"reason\":\"rien\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("nothing_changed"));
        act(WORKSHOP, path, "registration-correction", 4, "{\"serialNumber\":\"N/A\",\"reason\":\"rien\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("serial_number_identifies_nothing"));
        act(WORKSHOP, path, "registration-correction", 4, "{\"category\":\"DESKTOP\",\"reason\":\"tour\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/category"))
                .body("errors[0].code", equalTo("fewer_than_registered"));
        act(
                        WORKSHOP,
                        path,
                        "registration-correction",
                        4,
                        "{\"manufacturer\":\"Dell\",\"serialNumber\":\"WRONG-2\",\"reason\":\"double\"}")
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/serialNumber"))
                .body("extensions.existing", equalTo(other));
        act(OTHER, path, "registration-correction", 4, "{\"model\":\"5410\",\"reason\":\"autre\"}")
                .statusCode(404);
        act(WORKSHOP, path, "loss", 4, "{\"reason\":\"vol\"}").statusCode(200);
        act(WORKSHOP, path, "registration-correction", 5, "{\"model\":\"7490\",\"reason\":\"trop tard\"}")
                .statusCode(409);
    }

    @Test
    void aCorrectedCategoryLeavesItsRoomInTheLot() {
        String lot = collected(2);
        act(DONOR, LOTS + lot, "correction", 5, """
                        {"quantities":[{"category":"LAPTOP","count":1},{"category":"DESKTOP","count":1}],"reason":"recompté"}""").statusCode(200);
        String device = registered(lot, "LAPTOP;Dell;5490;ROOMY-1;");
        act(WORKSHOP, DEVICES + device, "registration-correction", 1, "{\"category\":\"DESKTOP\",\"reason\":\"tour\"}")
                .statusCode(200);
        var _ = registered(lot, "LAPTOP;Dell;5490;ROOMY-2;");
        send(lot, HEADING + "DESKTOP;Dell;5490;ROOMY-3;\n")
                .body("rows[0].errors[0].code", equalTo("more_than_collected"));
    }

    @Test
    void aCorrectionOfQuantitiesNeverFallsBelowWhatIsRegistered() {
        String lot = collected(3);
        var _ = registered(lot, "LAPTOP;Dell;5490;FLOOR-1;");
        var _ = registered(lot, "LAPTOP;Dell;5490;FLOOR-2;");
        for (String quantities : List.of(
                "{\"category\":\"LAPTOP\",\"count\":1}",
                "{\"category\":\"DESKTOP\",\"count\":3}",
                "{\"category\":\"LAPTOP\",\"count\":0},{\"category\":\"SCREEN\",\"count\":9}")) {
            act(DONOR, LOTS + lot, "correction", 5, "{\"quantities\":[" + quantities + "],\"reason\":\"recompté\"}")
                    .statusCode(422)
                    .body("errors[0].code", equalTo("fewer_than_registered"));
        }
        act(
                        DONOR,
                        LOTS + lot,
                        "correction",
                        5,
                        "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3},"
                                + "{\"category\":\"SCREEN\",\"count\":0}],\"reason\":\"recompté\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("nothing_changed"));
        act(
                        DONOR,
                        LOTS + lot,
                        "correction",
                        5,
                        "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":2}],\"reason\":\"recompté\"}")
                .statusCode(200);
    }

    @Test
    void noneOfACategoryIsAsIfItWereNotCounted() {
        for (String counted : List.of(
                "{\"category\":\"LAPTOP\",\"count\":2}",
                "{\"category\":\"LAPTOP\",\"count\":2},{\"category\":\"SCREEN\",\"count\":0}",
                "{\"category\":\"TABLET\",\"count\":0},{\"category\":\"LAPTOP\",\"count\":2}")) {
            String lot = offered(2, UUID.randomUUID().toString());
            act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
            CollectionCalls.agree(lot);
            act(WORKSHOP, LOTS + lot, "pickup", 2, """
                            {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP))
                    .statusCode(200);
            act(WORKSHOP, LOTS + lot, "loading", 3, "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":2}]}")
                    .statusCode(200);
            act(DONOR, LOTS + lot, "collection", 4, "{\"quantities\":[" + counted + "]}")
                    .statusCode(200);
        }
    }

    @Test
    void aLotIsSentToAnotherWorkshopUntilItsDevicesAreRegistered() {
        String body = "{\"workshop\":\"%s\",\"reason\":\"complet\"}".formatted(TestTokens.OTHER_WORKSHOP);
        String accepted = offered(2, UUID.randomUUID().toString());
        act(WORKSHOP, LOTS + accepted, "workshop-correction", 1, body).statusCode(409);
        act(WORKSHOP, LOTS + accepted, "acceptance", 1, "{}").statusCode(200);
        act(DONOR, LOTS + accepted, "workshop-correction", 2, body).statusCode(403);
        act(WORKSHOP, LOTS + accepted, "workshop-correction", 2, body)
                .statusCode(200)
                .body("workshop", equalTo(TestTokens.OTHER_WORKSHOP.toString()));
        act(WORKSHOP, LOTS + accepted, "workshop-correction", 3, body)
                .statusCode(422)
                .body("errors[0].code", equalTo("nothing_changed"));
        read(TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher"), LOTS + accepted)
                .statusCode(200)
                .body("legal", not(empty()));

        String collected = collected(1);
        act(WORKSHOP, LOTS + collected, "workshop-correction", 5, body).statusCode(200);
        String registered = collected(1);
        var _ = registered(registered, "LAPTOP;Dell;5490;ELSEWHERE-1;");
        act(WORKSHOP, LOTS + registered, "workshop-correction", 5, body)
                .statusCode(409)
                .body("code", equalTo("devices_registered"));
    }

    @Test
    void workshopAndCarrierAreOrganisationsThatCanDoTheNextStep() {
        String lot = offered(2, UUID.randomUUID().toString());
        for (UUID workshop : List.of(TestTokens.GRAND_EST, TestTokens.OTHER_DONOR, UUID.randomUUID())) {
            act(WORKSHOP, LOTS + lot, "acceptance", 1, "{\"workshop\":\"" + workshop + "\"}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/workshop"));
        }
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        act(
                        WORKSHOP,
                        LOTS + lot,
                        "workshop-correction",
                        2,
                        "{\"workshop\":\"%s\",\"reason\":\"complet\"}".formatted(TestTokens.OTHER_DONOR))
                .statusCode(422)
                .body("errors[0].code", equalTo("wrong_kind_of_organisation"));
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.COORDINATION))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/carrier"))
                .body("extensions.kinds", hasItem("SOCIAL_WORKSHOP"));
        CollectionCalls.agree(lot);
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.OTHER_DONOR))
                .statusCode(200);
    }

    @Test
    void noStepIsRecordedBeforeItsPredecessorOrInTheFuture() {
        Instant now = Instant.now();
        String lot = offered(2, UUID.randomUUID().toString());
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{\"occurredAt\":\"" + now.minus(Duration.ofDays(2)) + "\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"))
                .body("errors[0].pointer", equalTo("/occurredAt"));
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{\"occurredAt\":\"" + now.plus(Duration.ofMinutes(45)) + "\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("out_of_range"));
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{\"occurredAt\":\"" + now.plus(Duration.ofMinutes(20)) + "\"}")
                .statusCode(200);
        act(
                        DONOR,
                        LOTS + lot,
                        "withdrawal",
                        2,
                        "{\"reason\":\"donné\",\"occurredAt\":\"" + now.plus(Duration.ofMinutes(10)) + "\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"));
        act(DONOR, LOTS + lot, "withdrawal", 2, "{\"reason\":\"donné\"}").statusCode(200);
    }

    @Test
    void aStepThatCameBeforeACorrectionIsRecordedAfterIt() {
        Instant now = Instant.now();
        String lot = offered(2, UUID.randomUUID().toString());
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        act(
                        WORKSHOP,
                        LOTS + lot,
                        "workshop-correction",
                        2,
                        "{\"workshop\":\"%s\",\"reason\":\"complet\",\"occurredAt\":\"%s\"}"
                                .formatted(TestTokens.OTHER_WORKSHOP, now.plus(Duration.ofMinutes(20))))
                .statusCode(200);
        act(
                        DONOR,
                        LOTS + lot,
                        "withdrawal",
                        3,
                        "{\"reason\":\"donné\",\"occurredAt\":\"" + now.plus(Duration.ofMinutes(10)) + "\"}")
                .statusCode(200)
                .body(
                        "lastStepAt",
                        startsWith(now.plus(Duration.ofMinutes(10)).toString().substring(0, 16)));
    }

    @Test
    void aScannedLabelFindsItsDeviceWhateverItsCaseAndBlanks() {
        String lot = collected(2);
        String device = registered(lot, "LAPTOP;Dell;5490;LABEL-0A1;Ref-0A1");
        var _ = registered(lot, "LAPTOP;Dell;5490;LABEL-0A2;Ref-0A2");
        String code = read(DONOR, DEVICES + device).extract().path("code");

        for (String query : List.of(
                "code=" + code,
                "code=" + encoded(" " + code.toLowerCase(Locale.ROOT)),
                "serialNumber=LABEL-0A1",
                "serialNumber=" + encoded("label -0a1 "),
                "partnerRef=ref-0a1",
                "partnerRef=" + encoded("Ref-0A1\u00a0") + "&lot=" + lot + "&status=REGISTERED")) {
            read(DONOR, "/v1/collection/devices?" + query).statusCode(200).body("id", contains(device));
            read(OTHER, "/v1/collection/devices?" + query).statusCode(200).body("$", empty());
        }
        read(DONOR, "/v1/collection/devices?lot=" + lot).body("id.size()", equalTo(2));
        read(DONOR, "/v1/collection/devices?serialNumber=LABEL-0A1&status=LOST").body("$", empty());
    }

    @Test
    void whatChangesSaysWhenAndKeepsWhenItWasCreated() {
        String lot = offered(2, UUID.randomUUID().toString());
        Dated offered = Dated.in(read(DONOR, LOTS + lot));
        Dated accepted =
                offered.moved(act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200));
        act(WORKSHOP, LOTS + lot, "acceptance", 2, "{}").statusCode(409);
        accepted.kept(read(DONOR, LOTS + lot));
        accepted.listed(since -> read(DONOR, "/v1/collection/lots?limit=500&changedSince=" + since), lot);

        String collected = collected(1);
        String device = registered(collected, "LAPTOP;Dell;5490;DATED-1;");
        Dated registered = Dated.in(read(WORKSHOP, DEVICES + device));
        send(collected, HEADING + "LAPTOP;Dell;5490;DATED-1;\n").body("unchanged", equalTo(1));
        registered.kept(read(WORKSHOP, DEVICES + device));
        Dated corrected = registered.moved(act(
                        WORKSHOP,
                        DEVICES + device,
                        "registration-correction",
                        1,
                        "{\"model\":\"5400\",\"reason\":\"mal lu\"}")
                .statusCode(200));
        corrected.kept(read(WORKSHOP, DEVICES + device));
    }

    @Test
    void lotsAreFoundByCodeReferenceStatusAndChange() {
        Instant before = Instant.now();
        String name = "Réf " + UUID.randomUUID();
        String lot = offered(1, name);
        String code = read(DONOR, LOTS + lot).extract().path("code");
        for (String query : List.of(
                "code=" + code.toLowerCase(Locale.ROOT),
                "partnerRef=" + encoded(name),
                "partnerRef=" + encoded(name.toUpperCase(Locale.ROOT).replace(" ", "")))) {
            read(DONOR, "/v1/collection/lots?" + query).body("id", contains(lot));
            read(OTHER, "/v1/collection/lots?" + query).body("$", empty());
        }
        read(DONOR, "/v1/collection/lots?limit=500&status=OFFERED&changedSince=" + before)
                .body("id", hasItem(lot));
        act(WORKSHOP, LOTS + lot, "declination", 1, "{\"reason\":\"trop loin\"}")
                .statusCode(200);
        read(DONOR, "/v1/collection/lots?limit=500&status=OFFERED&changedSince=" + before)
                .body("id", not(hasItem(lot)));
        read(DONOR, "/v1/collection/lots?changedSince=" + Instant.now().plusSeconds(60))
                .body("$", empty());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String registered(String lot, String line) {
        return send(lot, HEADING + line + "\n")
                .statusCode(200)
                .body("created", equalTo(1))
                .extract()
                .path("rows[0].deviceId");
    }
}
