package network.reuse.allocation;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.bodies;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.packOf;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.request;
import static network.reuse.allocation.Counter.API;
import static network.reuse.allocation.Counter.REFERRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Waves of a programme, on a real database: requests come in their windows, and no wave has more than its part. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class WavesIT {
    private static KafkaProducer<String, byte[]> refurb;

    private final Counter counter = new Counter(() -> refurb);
    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
    private final String past = wave("Passée", -60, -20, 10);
    private final String current = wave("En cours", -10, 10, 10);
    private final String next = wave("Suivante", 30, 60, 20);

    @BeforeAll
    static void aWorkshopAndTheRegisterSpeak() throws Exception {
        AllocationServiceIT.register();
        refurb = producer("refurb");
    }

    @AfterAll
    static void theWorkshopIsSilent() {
        refurb.close();
    }

    @Test
    void noWaveHasMoreThanItsPartHoweverManyReserveAtOnceAndItsFiguresSaySo() throws Exception {
        counter.stock(25, "B");
        UUID programme = inWaves(past, current, next);
        List<UUID> requests = counter.requests(programme, 25);
        String late = command(REFERRING)
                .body(request(programme, "Attente", "0799999901")
                        .replaceFirst(
                                "\\{", "{\"occurredAt\":\"" + Instant.now().minus(Duration.ofDays(30)) + "\","))
                .post(API + "requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        List<HttpResponse<String>> answers = counter.reserveAtOnce(requests);

        assertThat(bodies(answers, 201)).hasSize(10);
        assertThat(bodies(answers, 409)).hasSize(15).allSatisfy(problem -> {
            assertThat(problem.at("/code").asText()).isEqualTo("share_used_up");
            assertThat(problem.at("/extensions/share").asText()).isEqualTo("En cours");
            assertThat(problem.at("/extensions/count").asInt()).isEqualTo(10);
        });
        UUID pack = packOf(counter.reserve(UUID.fromString(late)));
        String path = "programmes/" + programme;
        read(counter.manager, path)
                .body("waves.label", contains("Passée", "En cours", "Suivante"))
                .body("waves.requests", contains(1, 25, 0))
                .body("waves.taken", contains(1, 10, 0))
                .body("taken", equalTo(11));
        read(REFERRING, path).body("waves.count", contains(10, 10, 20)).body("waves.taken", contains(null, null, null));
        counter.move(pack, "cancellation", 1, "{\"reason\":\"Absent\"}").statusCode(200);
        read(counter.manager, path).body("waves.taken", contains(0, 10, 0));
        assertThat(new ObjectMapper()
                        .readTree(events(programme, 1).getFirst().value())
                        .at("/fact/waves/2/label")
                        .asText())
                .isEqualTo("Suivante");
    }

    @Test
    void outsideOfAllWavesARequestIsToldTheNextOne() throws Exception {
        UUID programme = inWaves(past, next);
        inBothLanguages(asked(programme, "0799999902", "outside_waves")
                .body("extensions.next.label", equalTo("Suivante"))
                .body("extensions.next.from", equalTo(today.plusDays(30).toString()))
                .body("extensions.next.count", equalTo(20)));
        given().config(RestAssured.config()
                        .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth()
                .oauth2(REFERRING)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "text/csv")
                .body("familyName;phone;commune;proof\nRetard;0799999903;67482;SCHOLARSHIP\n")
                .post(API + "request-lists?programmeId=" + programme)
                .then()
                .statusCode(409)
                .body("code", equalTo("outside_waves"));

        inBothLanguages(asked(inWaves(past), "0799999904", "outside_waves").body("extensions", nullValue()));
    }

    @Test
    void wavesAreAmendedButKeepWhoIsInThem() throws Exception {
        counter.stock(2, "B");
        UUID programme = inWaves(past, current);
        String path = "programmes/" + programme + "/amendment";
        var _ = counter.reserved(programme);
        var _ = counter.reserved(programme);

        refused(path, 409, "share_in_use", past).body("extensions.share", equalTo("En cours"));
        var _ = refused(path, 409, "share_below_taken", past, wave("En cours", -10, 10, 1));
        act(path, counter.manager, 1, amendment(past, wave("En cours", -10, -1, 10), next))
                .statusCode(200);
        asked(programme, "0799999905", "outside_waves").body("extensions.next.label", equalTo("Suivante"));
        act(path, counter.manager, 2, amendment(past, wave("En cours", -10, 10, 20), next))
                .statusCode(200)
                .body("waves.count", contains(10, 20, 20))
                .body("waves.taken", contains(0, 2, 0));
        var _ = counter.requested(programme);
    }

    @Test
    void wavesWithoutPartsShareTheQuotaAndStandBesideShares() throws Exception {
        counter.stock(1, "B");
        UUID programme = inWaves(wave("Ouverte", -10, 10, null), wave("Plus tard", 30, 60, null));
        var _ = counter.reserved(programme);
        read(counter.manager, "programmes/" + programme)
                .body("waves.requests", contains(1, 0))
                .body("waves.taken", contains(1, 0));

        String shares = ",\"shares\":[{\"label\":\"Bellevue\",\"count\":5,\"codes\":[\"QN04401M\"]}]";
        UUID divided = counter.programme(
                AllocationServiceIT.item("LAPTOP", "C"),
                shares + ",\"waves\":[" + wave("Plus tard", 30, 60, null) + "]");
        var _ = asked(divided, "0799999906", "outside_waves");
        read(counter.manager, "programmes/" + divided)
                .body("waves[0]", not(hasKey("taken")))
                .body("waves[0]", hasEntry("label", "Plus tard"));
        refusedTo(shares + ",\"waves\":[" + current + "]", "waves_in_part", "/waves");
        refusedTo(",\"waves\":[" + current + "," + wave("Après", 20, 25, null) + "]", "waves_in_part", "/waves");
        refusedTo(",\"waves\":[" + current + "," + current + "]", "label_twice", "/waves/1/label");
        refusedTo(",\"waves\":[" + wave("Envers", 10, 5, 1) + "]", "before_from", "/waves/0/until");
        refusedTo(",\"waves\":[" + wave("Énorme", 0, 5, 1_001) + "]", "shares_above_quota", "/waves");
        refusedTo(
                ",\"waves\":[{\"label\":\"Après\",\"from\":\"2035-01-01\",\"until\":\"2100-02-01\"}]",
                "wave_beyond_programme",
                "/waves/0/until");
    }

    private String wave(String label, int from, int until, @Nullable Integer count) {
        return "{\"label\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"%s}"
                .formatted(
                        label, today.plusDays(from), today.plusDays(until), count == null ? "" : ",\"count\":" + count);
    }

    private UUID inWaves(String... waves) {
        return counter.programme(
                AllocationServiceIT.item("LAPTOP", "C"), ",\"waves\":[" + String.join(",", waves) + "]");
    }

    private static String amendment(String... waves) {
        return "{\"waves\":[" + String.join(",", waves) + "],\"reason\":\"Autres dates\"}";
    }

    private ValidatableResponse refused(String path, int status, String code, String... waves) {
        return act(path, counter.manager, 1, amendment(waves))
                .statusCode(status)
                .body("code", equalTo(code));
    }

    private static ValidatableResponse asked(UUID programme, String phone, String code) {
        return command(REFERRING)
                .body(request(programme, "Tardif", phone))
                .post(API + "requests")
                .then()
                .statusCode(409)
                .body("code", equalTo(code));
    }

    private void refusedTo(String more, String code, String pointer) {
        command(counter.manager)
                .body("""
                        {"name":"Packs","commune":"59350","pack":[%s],"priceCents":0,"quota":1000,
                        "from":"2020-01-01","until":"2099-12-31","basis":"GIFT"%s}""".formatted(AllocationServiceIT.item("LAPTOP", "C"), more))
                .post(API + "programmes")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo(code))
                .body("errors[0].pointer", startsWith(pointer));
    }

    private static void inBothLanguages(ValidatableResponse refused) {
        assertThat(refused.extract().<String>path("messages.fr"))
                .isNotEqualTo(refused.extract().<String>path("messages.en"));
    }
}
