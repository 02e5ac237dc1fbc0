package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workshop of a story: what its software tells the network of whole lots, at the story's own times. */
final class StoryWorkshop {
    final String id;
    final Partner partner;
    private final List<String> ready = new ArrayList<>();

    StoryWorkshop(LocalNetwork network, String client, String id) {
        this.partner = new Partner(network, client);
        this.id = id;
    }

    /** A company offers so many laptops of one model; they are fetched and reconditioned; answers their ids. */
    List<String> recondition(Partner company, String commune, String model, int laptops, Instant at) {
        String offer = """
                {"recipient":"%s","commune":"%s","partnerRef":"%s",%s,%s}""".formatted(id, commune, UUID.randomUUID(), counted(laptops), when(at));
        String lot = StoryCounter.created(company.post("/v1/collection/lots", offer));
        partner.act("/v1/collection/lots/" + lot + "/acceptance", 1, "{" + when(at) + "}")
                .expect(200);
        List<String> devices = fetch(company, lot, model, laptops, at);
        refurbish(devices, true, at.plus(Duration.ofDays(7)));
        return devices;
    }

    /** Fetches a lot that it has accepted or was assigned, and registers its laptops, all of one model; answers their ids. */
    List<String> fetch(Partner company, String lot, String model, int laptops, Instant at) {
        String path = "/v1/collection/lots/" + lot;
        String loaded = "{" + counted(laptops) + "," + when(at) + "}";
        partner.act(path + "/pickup", 2, """
                        {"carrier":"%s","from":"%s","until":"%s",%s}""".formatted(id, at, at.plus(Duration.ofHours(4)), when(at)))
                .expect(200);
        partner.act(path + "/loading", 3, loaded).expect(200);
        company.act(path + "/collection", 4, loaded).expect(200);
        return register(lot, model, laptops, at);
    }

    static String counted(int laptops) {
        return "\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]";
    }

    /** Registers so many laptops of one model in a lot; answers their ids. */
    List<String> register(String lot, String model, int laptops, Instant at) {
        String serials = lot.substring(lot.length() - 12).toUpperCase(Locale.ROOT);
        String csv = IntStream.range(0, laptops)
                .mapToObj(i -> "LAPTOP;" + model + ";" + serials + "-" + i + "\n")
                .collect(Collectors.joining("", "category;manufacturer;model;serialNumber\n", ""));
        JsonNode report = partner.post(
                        "/v1/collection/lots/" + lot + "/devices?occurredAt=" + at,
                        UUID.randomUUID().toString(),
                        null,
                        "text/csv",
                        csv)
                .expect(200)
                .body();
        assertThat(report.path("created").asInt()).as("%s", report).isEqualTo(laptops);
        List<String> devices = new ArrayList<>();
        report.path("rows").forEach(row -> devices.add(row.path("deviceId").asText()));
        return devices;
    }

    /**
     * Receives these and takes each over the bench to READY, in two calls once refurb has heard of them.
     *
     * @param erased whether their media were erased; those of what was bought new hold nobody's data
     */
    void refurbish(List<String> devices, boolean erased, Instant at) {
        untilNoneIsRejected(
                partner, "/v1/refurb/receptions", "{\"deviceIds\":" + quoted(devices) + "," + when(at) + "}");
        String rows = devices.stream().map(device -> row(device, erased)).collect(Collectors.joining(","));
        JsonNode report = partner.post("/v1/refurb/device-reports", "{\"rows\":[" + rows + "]," + when(at) + "}")
                .expect(200)
                .body();
        assertThat(report.path("recorded").asInt()).as("%s", report).isEqualTo(devices.size());
        ready.addAll(devices);
    }

    /** Sends all that is ready to an organisation, which signs for it; answers what it was. */
    List<String> ship(Partner recipient, String recipientId, String shipmentRef, Instant at) {
        List<String> shipped = List.copyOf(ready);
        ready.clear();
        JsonNode report = partner.post(
                        "/v1/refurb/dispatches", """
                        {"deviceIds":%s,"recipient":"%s","shipmentRef":"%s",%s}""".formatted(quoted(shipped), recipientId, shipmentRef, when(at)))
                .expect(200)
                .body();
        assertThat(report.path("rejected").asInt()).as("%s", report).isZero();
        untilNoneIsRejected(
                recipient,
                "/v1/allocation/receptions",
                "{\"devices\":" + quoted(shipped) + "," + when(at.plus(Duration.ofDays(1))) + "}");
        return shipped;
    }

    static String when(Instant at) {
        return "\"occurredAt\":\"" + at + "\"";
    }

    /** What another service has just said may be unknown yet to the one that is called. */
    private static void untilNoneIsRejected(Partner partner, String path, String body) {
        await(path + " to know all of them")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> partner.post(path, body)
                                .expect(200)
                                .body()
                                .path("rejected")
                                .asInt()
                        == 0);
    }

    private static String row(String device, boolean erased) {
        String erasure = erased ? """
                        ,"erasures":[{"serialNumber":"SSD-%s","method":"SANITIZE_CRYPTO_ERASE","tool":"nwipe 0.43",
                        "bytesErased":256060514304,"errors":0,"verified":true,"hiddenSectors":false,"status":"ERASED"}]""".formatted(device) : "";
        return """
                {"deviceId":"%s","triage":{"media":[{"serialNumber":"SSD-%s","kind":"SSD","bytes":256060514304}]}%s,
                "grade":{"grade":"B"},"check":{"passed":true}}""".formatted(device, device, erasure);
    }

    private static String quoted(List<String> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
