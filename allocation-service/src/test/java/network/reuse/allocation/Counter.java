package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.atOnce;
import static network.reuse.allocation.AllocationServiceIT.awaitAnnounced;
import static network.reuse.allocation.AllocationServiceIT.bodies;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.heard;
import static network.reuse.allocation.AllocationServiceIT.item;
import static network.reuse.allocation.AllocationServiceIT.request;
import static network.reuse.allocation.AllocationServiceIT.send;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A sponsor with a stock and programmes of its own, and a referrer that asks. */
final class Counter {
    static final String API = "/v1/allocation/";
    static final UUID REFERRER = UUID.fromString("01900000-0000-7000-8000-000000000010");
    static final String REFERRING = TestTokens.of(REFERRER, "referrer");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<KafkaProducer<String, byte[]>> refurb;
    final UUID sponsor = Ids.next();
    final String manager = TestTokens.of(sponsor, "programme-manager");
    private int asked;

    /**
     * A counter that has nothing yet.
     *
     * @param refurb what a workshop speaks by
     */
    Counter(Supplier<KafkaProducer<String, byte[]>> refurb) {
        this.refurb = refurb;
    }

    /** A laptop of this grade, signed for. */
    UUID stocked(String grade) throws Exception {
        return stockAll(1, grade).getFirst();
    }

    /** So many laptops of this grade, signed for. */
    void stock(int count, String grade) throws Exception {
        var _ = stockAll(count, grade);
    }

    /** A laptop of this grade, signed for, in which a tool found so much memory and one drive of that size. */
    UUID stocked(String grade, int memoryMebibytes, long bytes) throws Exception {
        UUID id = Ids.next();
        heard(
                refurb.get(),
                "refurb.events",
                "refurb.DeviceInventoried.v1",
                id,
                1,
                2,
                Map.of(
                        "memoryMebibytes",
                        Integer.toString(memoryMebibytes),
                        "drives",
                        "[{\"kind\":\"SSD\",\"bytes\":" + bytes + "}]"));
        return stockAll(List.of(id), 2, grade).getFirst();
    }

    private List<UUID> stockAll(int count, String grade) throws Exception {
        return stockAll(IntStream.range(0, count).mapToObj(_ -> Ids.next()).toList(), 1, grade);
    }

    private List<UUID> stockAll(List<UUID> ids, int sequence, String grade) throws Exception {
        for (UUID id : ids) {
            heard(
                    refurb.get(),
                    "refurb.events",
                    "refurb.DeviceDispatched.v1",
                    id,
                    sequence,
                    2,
                    Map.of(
                            "recipient",
                            sponsor.toString(),
                            "category",
                            "LAPTOP",
                            "grade",
                            grade,
                            "code",
                            "D-" + id.toString().substring(24, 36).toUpperCase(Locale.ROOT)));
        }
        awaitAnnounced(ids);
        command(manager)
                .body("{\"devices\":" + json(ids) + "}")
                .post(API + "receptions")
                .then()
                .statusCode(200)
                .body("stocked", equalTo(ids.size()));
        return ids;
    }

    /** A programme of gifts, each a laptop, a headset and a sleeve. */
    UUID programme() {
        return programme(item("LAPTOP", "C"), "");
    }

    /**
     * The same of these devices.
     *
     * @param more what else is said of it, behind a comma
     */
    UUID programme(String pack, String more) {
        return UUID.fromString(command(manager)
                .body("""
                        {"name":"Packs","referrers":["%s"],"commune":"59350","pack":[%s],"priceCents":0,"quota":1000,
                        "goods":[{"name":"Casque","count":1},{"name":"Housse","count":1}],
                        "from":"2020-01-01","until":"2099-12-31","basis":"GIFT"%s}""".formatted(REFERRER, pack, more))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    UUID requested(UUID programme) throws Exception {
        return requests(programme, 1).getFirst();
    }

    List<UUID> requests(UUID programme, int count) throws Exception {
        int from = asked;
        asked += count;
        List<HttpResponse<String>> answers = atOnce(IntStream.range(from, from + count)
                .mapToObj(i -> (Callable<HttpResponse<String>>) () -> send(
                        REFERRING,
                        "requests",
                        request(programme, "Famille", "07%08d".formatted(i)),
                        UUID.randomUUID().toString(),
                        null))
                .toList());
        return bodies(answers, 201).stream()
                .map(body -> UUID.fromString(body.at("/id").asText()))
                .toList();
    }

    ValidatableResponse reserve(UUID request) {
        return command(manager)
                .body("{\"request\":\"" + request + "\"}")
                .post(API + "packs")
                .then();
    }

    UUID reserved(UUID programme) throws Exception {
        return AllocationServiceIT.packOf(reserve(requested(programme)));
    }

    /** All of these, one call for each, at the same time. */
    List<HttpResponse<String>> reserveAtOnce(List<UUID> requests) throws Exception {
        return atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> send(
                        manager,
                        "packs",
                        "{\"request\":\"" + request + "\"}",
                        UUID.randomUUID().toString(),
                        null))
                .toList());
    }

    ValidatableResponse move(UUID pack, String move, int version, String body) {
        return act("packs/" + pack + "/" + move, manager, version, body);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
