package network.reuse.refurb;

import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.OTHER;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.read;
import static network.reuse.refurb.RefurbCalls.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.Dated;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bench's real day: many devices in few calls, what was said first put right, and evidence that stays. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class BenchIT {
    private static final String MEDIA =
            "\"media\":[{\"serialNumber\":\"HD/1\",\"kind\":\"HDD\",\"bytes\":1000},{\"serialNumber\":\"NV 2\",\"kind\":\"NVME\",\"bytes\":1000}]";

    @BeforeAll
    static void theRegisterNamesWhoHandsDevicesOver() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void devicesGoToAnOrganisationThatCanHandThemOver() throws Exception {
        List<UUID> ids = expected(1);
        UUID id = ids.getFirst();
        receive(ids).body("received", equalTo(1));
        bulk(WORKSHOP, "device-reports", rows(ids, BenchIT::complete)).body("recorded", equalTo(1));
        for (UUID unable : List.of(TestTokens.OTHER_DONOR, Ids.next())) {
            String recipient = "\"recipient\":\"" + unable + "\"";
            act(id, "dispatch", 8, "{" + recipient + "}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/recipient"));
            bulk(WORKSHOP, "dispatches", "{\"deviceIds\":[\"" + id + "\"]," + recipient + "}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/recipient"));
        }
        act(id, "dispatch", 8, "{\"recipient\":\"" + RefurbCalls.RECIPIENT + "\"}")
                .statusCode(200);
    }

    @Test
    void twoCallsTakeTwentyFiveDevicesFromTheirArrivalToReady() throws Exception {
        fromArrivalToReady(expected(25), 2);
    }

    @Test
    void fourCallsAtMostTakeAHundredAndFiftyDevicesFromTheirArrivalToReady() throws Exception {
        fromArrivalToReady(expected(150), 4);
    }

    private static void fromArrivalToReady(List<UUID> ids, int mostCalls) throws Exception {
        int calls = 0;
        receive(ids).statusCode(200).body("received", equalTo(ids.size()));
        calls++;
        String reports = rows(ids, BenchIT::complete);
        bulk(WORKSHOP, "device-reports", reports)
                .statusCode(200)
                .body("recorded", equalTo(ids.size()))
                .body("rejected", equalTo(0))
                .body("rows.status", everyItem(equalTo("READY")))
                .body("rows.version", everyItem(equalTo(8)));
        calls++;
        assertThat(calls).isLessThanOrEqualTo(mostCalls);
        String all = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        assertThat(count("select count(*) from device where status = 'READY' and id in (" + all + ")"))
                .isEqualTo(ids.size());
        assertThat(count("select count(*) from event_journal where stream_id in (" + all + ")"))
                .isEqualTo(7L * ids.size());

        bulk(WORKSHOP, "device-reports", reports)
                .statusCode(200)
                .body("recorded", equalTo(0))
                .body("unchanged", equalTo(ids.size()));
        assertThat(count("select count(*) from event_journal where stream_id in (" + all + ")"))
                .isEqualTo(7L * ids.size());
    }

    @Test
    void theStepsOfAReportKeepTheirTimesAndComeInTheirOrder() throws Exception {
        UUID id = expected(1).getFirst();
        Instant now = Instant.now();
        bulk(
                        WORKSHOP,
                        "receptions",
                        "{\"deviceIds\":[\"" + id + "\"],\"occurredAt\":\"" + now.minusSeconds(9_000) + "\"}")
                .body("received", equalTo(1));
        bulk(WORKSHOP, "device-reports", """
                        {"rows":[{"deviceId":"%s","triage":{%s},
                        "erasures":[%s,%s],
                        "repairs":[{"work":"Batterie","occurredAt":"%s"}],
                        "grade":{"grade":"B"},"check":{"passed":true}}]}""".formatted(
                                id,
                                MEDIA,
                                at(erasure("HD/1", "OVERWRITE", true), now.minusSeconds(3_000)),
                                at(erasure("NV 2", "NVME_FORMAT_USER_DATA_ERASE", true), now.minusSeconds(2_000)),
                                now.minusSeconds(4_000)))
                .statusCode(200)
                .body("recorded", equalTo(1));

        assertThat(count(
                        "select count(*) from (select type, occurred_at, lag(occurred_at) over (order by sequence) as before"
                                + " from event_journal where stream_id = '" + id + "') e where occurred_at < before"))
                .isZero();
        assertThat(count("select sequence from event_journal where type = 'refurb.DeviceRepaired.v1' and stream_id = '"
                        + id + "'"))
                .isEqualTo(3);
        JsonPath shown = read(WORKSHOP, DEVICES + id).extract().jsonPath();
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        assertThat(Stream.of(
                                "triagedAt",
                                "repairs[0].repairedAt",
                                "media[0].erasedAt",
                                "media[1].erasedAt",
                                "gradedAt",
                                "checkedAt",
                                "lastStepAt")
                        .map(path -> Duration.between(Instant.parse(shown.getString(path)), micros)
                                .toSeconds()))
                .containsExactly(4_000L, 4_000L, 3_000L, 2_000L, 2_000L, 2_000L, 2_000L);
    }

    @Test
    void whatIsRefusedOfOneDeviceTakesNoStepOfItAndDoesNotSpoilTheOthers() throws Exception {
        List<UUID> ids = expected(6);
        receive(ids).body("received", equalTo(6));
        UUID stranger = Ids.next();
        Instant now = Instant.now();
        String body = "{\"rows\":["
                + String.join(
                        ",",
                        complete(ids.get(0)),
                        // a medium that is not erased
                        "{\"deviceId\":\"" + ids.get(1) + "\",\"triage\":{" + MEDIA
                                + "},\"grade\":{\"grade\":\"A\"},\"check\":{\"passed\":true}}",
                        // a medium that is not there
                        "{\"deviceId\":\"" + ids.get(2) + "\",\"triage\":{" + MEDIA + "},\"erasures\":["
                                + erasure("HD/1", "OVERWRITE", true) + "," + erasure("HD/9", "OVERWRITE", true) + "]}",
                        // a version that is gone
                        complete(ids.get(3)).replace("\"triage\"", "\"version\":1,\"triage\""),
                        // a time before the device's last step
                        complete(ids.get(4))
                                .replace(
                                        "\"check\":{",
                                        "\"check\":{\"occurredAt\":\"" + now.minus(Duration.ofDays(3)) + "\","),
                        complete(stranger),
                        complete(ids.get(5)).replace("\"triage\"", "\"version\":2,\"triage\""))
                + "]}";
        bulk(WORKSHOP, "device-reports", body)
                .statusCode(200)
                .body(
                        "rows.outcome",
                        equalTo(List.of(
                                "RECORDED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "RECORDED")))
                .body("rows[1].errors[0].code", equalTo("erasure_level_insufficient"))
                .body("rows[1].errors[0].pointer", equalTo("/rows/1/check"))
                .body("rows[2].errors[0].code", equalTo("unknown_medium"))
                .body("rows[2].errors[0].pointer", equalTo("/rows/2/erasures/1/serialNumber"))
                .body("rows[3].errors[0].code", equalTo("stale"))
                .body("rows[4].errors[0].code", equalTo("before_last_step"))
                .body("rows[4].errors[0].pointer", equalTo("/rows/4/triage/occurredAt"))
                .body("rows[5].errors[0].code", equalTo("unknown"));
        for (int i = 1; i <= 4; i++) {
            read(WORKSHOP, DEVICES + ids.get(i))
                    .body("status", equalTo("RECEIVED"))
                    .body("version", equalTo(2));
        }
        bulk(OTHER, "device-reports", rows(ids, BenchIT::complete))
                .body("rejected", equalTo(6))
                .body("rows.errors[0].code.flatten()", everyItem(equalTo("unknown")));
        bulk(TestTokens.of(TestTokens.GRAND_EST, "refurbisher"), "device-reports", rows(ids, BenchIT::complete))
                .body("rows.errors[0].code.flatten()", everyItem(equalTo("not_yours")));
    }

    @Test
    void eachStationTellsOfManyDevicesInOneCall() throws Exception {
        List<UUID> ids = expected(4);
        receive(ids).body("received", equalTo(4));
        station("triages", rows(ids, id -> "{\"deviceId\":\"" + id + "\"," + MEDIA + "}"));
        station(
                "erasures",
                rows(
                        ids,
                        id -> "{\"deviceId\":\"" + id + "\",\"erasure\":" + erasure("hd/1", "OVERWRITE", true) + "}"));
        station(
                "erasures",
                rows(
                        ids,
                        id -> "{\"deviceId\":\"" + id + "\",\"erasure\":"
                                + erasure("NV2", "NVME_FORMAT_CRYPTO_ERASE", true) + "}"));
        station(
                "repairs",
                rows(ids, id -> "{\"deviceId\":\"" + id + "\",\"work\":\"Batterie\",\"parts\":[\"Batterie\"]}"));
        station("grades", rows(ids, id -> "{\"deviceId\":\"" + id + "\",\"grade\":\"B\"}"));
        station("quality-checks", rows(ids, id -> "{\"deviceId\":\"" + id + "\",\"passed\":true}"));
        bulk(WORKSHOP, "quality-checks", rows(ids, id -> "{\"deviceId\":\"" + id + "\",\"passed\":false}"))
                .body("rejected", equalTo(4));
        for (UUID id : ids) {
            read(WORKSHOP, DEVICES + id).body("status", equalTo("READY")).body("version", equalTo(8));
        }
    }

    private static void station(String resource, String body) {
        bulk(WORKSHOP, resource, body).statusCode(200).body("recorded", equalTo(4));
        bulk(WORKSHOP, resource, body).statusCode(200).body("unchanged", equalTo(4));
    }

    @Test
    void aMediumThatIsFoundLateBlocksReadyUntilItIsErased() throws Exception {
        UUID id = expected(1).getFirst();
        receive(List.of(id)).body("received", equalTo(1));
        act(id, "triage", 2, "{\"media\":[{\"serialNumber\":\"S-1\",\"kind\":\"SSD\",\"bytes\":1000}]}")
                .statusCode(200);
        act(id, "erasures", 3, erasure("S-1", "OVERWRITE", true)).statusCode(200);
        act(id, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        for (String twice : List.of("S-1", "s-1", " s -1")) {
            act(
                            id,
                            "media",
                            5,
                            "{\"serialNumber\":\"" + twice
                                    + "\",\"kind\":\"SSD\",\"bytes\":1000,\"reason\":\"encore\"}")
                    .statusCode(422)
                    .body("errors[0].code", equalTo("medium_twice"));
        }
        act(id, "media", 5, "{\"serialNumber\":\"S-2\",\"kind\":\"HDD\",\"bytes\":100,\"reason\":\"sous la batterie\"}")
                .statusCode(200)
                .body("media", hasSize(2));
        act(id, "quality-check", 6, "{\"passed\":true}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"));
        act(id, "erasures", 6, erasure("s-2", "OVERWRITE", true)).statusCode(200);
        act(id, "medium-correction", 7, """
                        {"serialNumber":"S-2","now":{"serialNumber":"S-2","kind":"HDD","bytes":5000},"reason":"un zéro manquait"}""").statusCode(200).body("media[1].level", equalTo("NONE"));
        act(id, "quality-check", 8, "{\"passed\":true}").statusCode(409);
        act(id, "medium-correction", 8, """
                        {"serialNumber":"S-2","now":{"serialNumber":"S-2B","kind":"HDD","bytes":1000},"reason":"non"}""").statusCode(200).body("media[1].level", equalTo("CLEAR"));
        act(id, "medium-correction", 9, """
                        {"serialNumber":"S-2B","now":{"serialNumber":"s-1","kind":"HDD","bytes":1000},"reason":"non"}""").statusCode(422).body("errors[0].code", equalTo("medium_twice"));
        act(id, "quality-check", 9, "{\"passed\":true}").statusCode(200);
        act(id, "media", 10, "{\"serialNumber\":\"S-3\",\"kind\":\"NVME\",\"bytes\":1000,\"reason\":\"sous le capot\"}")
                .statusCode(200)
                .body("status", equalTo("ON_BENCH"))
                .body("grade", equalTo("B"));
        act(id, "quality-check", 11, "{\"passed\":true}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"));
    }

    @Test
    void anUnverifiedOverwriteReachesNothingOnAnyMedium() throws Exception {
        UUID id = expected(1).getFirst();
        receive(List.of(id)).body("received", equalTo(1));
        List<String> kinds = List.of("HDD", "SSD", "NVME", "EMMC");
        act(
                        id,
                        "triage",
                        2,
                        "{\"media\":["
                                + kinds.stream()
                                        .map(kind -> "{\"serialNumber\":\"M-" + kind + "\",\"kind\":\"" + kind
                                                + "\",\"bytes\":1000}")
                                        .collect(Collectors.joining(","))
                                + "]}")
                .statusCode(200);
        for (int i = 0; i < kinds.size(); i++) {
            act(id, "erasures", 3 + i, erasure("M-" + kinds.get(i), "OVERWRITE", false))
                    .statusCode(200)
                    .body("media[" + i + "].level", equalTo("NONE"));
        }
        act(id, "erasures", 7, erasure("M-NVME", "NVME_FORMAT_USER_DATA_ERASE", false))
                .statusCode(200)
                .body("media[2].level", equalTo("CLEAR"));
    }

    @Test
    void evidenceStaysWhenADeviceHasLeftAndCountsAsNeverErasedWhenItComesBack() throws Exception {
        UUID id = expected(1).getFirst();
        receive(List.of(id)).body("received", equalTo(1));
        bulk(WORKSHOP, "device-reports", rows(List.of(id), BenchIT::complete)).body("recorded", equalTo(1));
        act(id, "dispatch", 8, "{\"recipient\":\"" + RefurbCalls.RECIPIENT + "\"}")
                .statusCode(200);
        evidence(id, "DISPATCHED", "CLEAR");
        act(id, "loss", 9, "{\"reason\":\"vol\"}").statusCode(200);
        evidence(id, "LOST", "CLEAR");
        act(id, "loss-correction", 10, "{\"reason\":\"retrouvé\"}").statusCode(200);

        RefurbCalls.send("allocation", "allocation.DeviceStocked.v1", id, 1, 3, fact -> {});
        await("the device to be let go")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> evidence(id, "RELEASED", "CLEAR"));
        RefurbCalls.send("allocation", "allocation.DeviceReturned.v1", id, 2, 3, fact -> {});
        await("the device to be expected again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> evidence(id, "EXPECTED", "NONE"));
        receive(List.of(id)).body("received", equalTo(1));
        evidence(id, "RECEIVED", "NONE");
        act(id, "loss", 14, "{\"reason\":\"vol\"}").statusCode(200).body("possibleData", equalTo(true));
    }

    private static void evidence(UUID id, String status, String level) {
        read(WORKSHOP, DEVICES + id)
                .statusCode(200)
                .body("status", equalTo(status))
                .body("grade", equalTo("B"))
                .body("repairs", hasSize(1))
                .body("media.level", everyItem(equalTo(level)))
                .body("media[0].lastErasure.tool", equalTo("nwipe 0.38"));
    }

    @Test
    void aScannedLabelFindsItsDeviceWhateverItsCaseAndBlanks() throws Exception {
        UUID id = expected(1).getFirst();
        UUID lot = Ids.next();
        RefurbCalls.send(
                "collection",
                "collection.RegistrationCorrected.v1",
                id,
                2,
                1,
                value -> value.withObject("/fact")
                        .put("serialNumber", "Scan-" + id)
                        .put("partnerRef", "Ref " + id)
                        .put("model", "Latitude 7490"));
        await("the correction to be heard")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(WORKSHOP, DEVICES + id).body("model", equalTo("Latitude 7490")));
        for (String query : List.of(
                "serialNumber=scan-" + id,
                "serialNumber=SCAN-%20" + id,
                "partnerRef=ref" + id,
                "partnerRef=Ref%20" + id + "&status=EXPECTED")) {
            read(DONOR, "/v1/refurb/devices?" + query).statusCode(200).body("id", contains(id.toString()));
            read(OTHER, "/v1/refurb/devices?" + query).statusCode(200).body("$", empty());
        }
        String code = read(WORKSHOP, DEVICES + id).extract().path("code");
        String registeredIn = read(WORKSHOP, DEVICES + id).extract().path("lotId");
        for (String query : List.of(
                "code=" + code.toLowerCase(Locale.ROOT),
                "lot=" + registeredIn,
                "lot=" + registeredIn + "&code=%20" + code)) {
            read(WORKSHOP, "/v1/refurb/devices?limit=500&" + query).body("id", hasItem(id.toString()));
        }
        read(WORKSHOP, "/v1/refurb/devices?lot=" + lot).body("$", empty());
        Instant now = Instant.now();
        receive(List.of(id)).body("received", equalTo(1));
        read(WORKSHOP, "/v1/refurb/devices?limit=500&changedSince=" + now).body("id", hasItem(id.toString()));
        read(
                        WORKSHOP,
                        "/v1/refurb/devices?limit=500&changedSince="
                                + Instant.now().plusSeconds(60))
                .body("id", not(hasItem(id.toString())));
    }

    @Test
    void whatChangesSaysWhenAndKeepsWhenItWasCreated() throws Exception {
        UUID id = expected(1).getFirst();
        Dated expected = Dated.in(read(WORKSHOP, DEVICES + id));
        Dated received = expected.moved(act(id, "reception", 1, "{}").statusCode(200));
        received.kept(read(WORKSHOP, DEVICES + id));
        String report = rows(List.of(id), BenchIT::complete);
        bulk(WORKSHOP, "device-reports", report).body("recorded", equalTo(1));
        Dated ready = received.moved(read(WORKSHOP, DEVICES + id));
        bulk(WORKSHOP, "device-reports", report).body("unchanged", equalTo(1));
        ready.kept(read(WORKSHOP, DEVICES + id));
        ready.listed(since -> read(WORKSHOP, "/v1/refurb/devices?limit=500&changedSince=" + since), id.toString());
    }

    @Test
    void noStepIsRecordedBeforeItsPredecessorOrInTheFuture() throws Exception {
        UUID id = expected(1).getFirst();
        Instant now = Instant.now();
        act(id, "reception", 1, "{\"occurredAt\":\"" + now.plus(Duration.ofMinutes(31)) + "\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("out_of_range"));
        act(id, "reception", 1, "{\"occurredAt\":\"" + now.minusSeconds(60) + "\"}")
                .statusCode(200);
        act(id, "triage", 2, "{\"noStorage\":true,\"occurredAt\":\"" + now.minusSeconds(61) + "\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"))
                .body("errors[0].pointer", equalTo("/occurredAt"))
                .body("extensions.lastStepAt", not(equalTo(null)));
        act(id, "triage", 2, "{\"noStorage\":true,\"occurredAt\":\"" + now.minusSeconds(60) + "\"}")
                .statusCode(200);
    }

    /** All that is done to one device, from its media to a check that it passes. */
    private static String complete(UUID id) {
        return """
                {"deviceId":"%s","triage":{%s},"erasures":[%s,%s],"repairs":[{"work":"Batterie remplacée"}],
                "grade":{"grade":"B"},"check":{"passed":true}}""".formatted(
                id, MEDIA, erasure("HD/1", "OVERWRITE", true), erasure("NV 2", "NVME_FORMAT_USER_DATA_ERASE", true));
    }

    private static String at(String erasure, Instant when) {
        return erasure.replaceFirst("\\{", "{\"occurredAt\":\"" + when + "\",");
    }

    private static String rows(List<UUID> ids, Function<UUID, String> row) {
        return ids.stream().map(row).collect(Collectors.joining(",", "{\"rows\":[", "]}"));
    }
}
