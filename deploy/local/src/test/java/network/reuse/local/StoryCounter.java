package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A sponsor of a story: what its software tells the network of whole lists, at the story's own times. */
final class StoryCounter {
    private static final String API = "/v1/allocation/";

    final Partner partner;
    private final String commune;

    StoryCounter(Partner partner, String commune) {
        this.partner = partner;
        this.commune = commune;
    }

    /**
     * Opens a programme of one laptop a pack for a year.
     *
     * @param more further fields, each behind a comma
     */
    String open(String name, int priceCents, int quota, Instant from, String more) {
        String first = from.toString().substring(0, 10);
        String last = from.plus(Duration.ofDays(365)).toString().substring(0, 10);
        return created(partner.post(API + "programmes", """
                {"name":"%s","commune":"%s","pack":[{"category":"LAPTOP","worstGrade":"C","count":1}],"priceCents":%d,"quota":%d,
                "from":"%s","until":"%s","basis":"%s"%s}""".formatted(
                        name, commune, priceCents, quota, first, last, priceCents == 0 ? "GIFT" : "SALE", more)));
    }

    /**
     * Whom a list names, by numbers that no other list has.
     *
     * @param shareCode which share of the programme they are in; empty when in none
     */
    record Families(int first, int count, String commune, String proof, String shareCode) {
        private Stream<String> lines() {
            return IntStream.range(first, first + count)
                    .mapToObj(number ->
                            "Personne;Sansnom;1985;07%08d;%s;%s;%s\n".formatted(number, commune, proof, shareCode));
        }
    }

    /** Asks for a pack for each; answers the requests, which are all taken. */
    List<String> ask(Partner referrer, String programme, Families families, Instant at) {
        JsonNode report = list(referrer, programme, List.of(families), at);
        assertThat(report.path("created").asInt()).as("%s", report).isEqualTo(families.count());
        return requests(report);
    }

    /** Sends one list of all these; answers the report. */
    static JsonNode list(Partner referrer, String programme, List<Families> families, Instant at) {
        String csv = families.stream()
                .flatMap(Families::lines)
                .collect(Collectors.joining("", "givenName;familyName;birthYear;phone;commune;proof;shareCode\n", ""));
        return referrer.post(
                        API + "request-lists?programmeId=" + programme + "&occurredAt=" + at,
                        UUID.randomUUID().toString(),
                        null,
                        "text/csv",
                        csv)
                .expect(200)
                .body();
    }

    /** The requests that a list made. */
    static List<String> requests(JsonNode report) {
        List<String> requests = new ArrayList<>();
        report.path("rows").forEach(row -> {
            if (row.path("outcome").asText().equals("CREATED")) {
                requests.add(row.path("requestId").asText());
            }
        });
        return requests;
    }

    /** Reserves a pack for each of these, in their order; answers the report. */
    JsonNode reserve(List<String> requests, Instant at) {
        return partner.post(
                        API + "reservations", "{\"requests\":" + quoted(requests) + "," + StoryWorkshop.when(at) + "}")
                .expect(200)
                .body();
    }

    /** The packs that were reserved, which are all. */
    List<String> reserveAll(List<String> requests, Instant at) {
        JsonNode report = reserve(requests, at);
        assertThat(report.path("reserved").asInt()).as("%s", report).isEqualTo(requests.size());
        return packs(report);
    }

    static List<String> packs(JsonNode reservations) {
        List<String> packs = new ArrayList<>();
        reservations.path("rows").forEach(row -> {
            if (row.path("outcome").asText().equals("RESERVED")) {
                packs.add(row.path("packId").asText());
            }
        });
        return packs;
    }

    void handOver(List<String> packs, String where, Instant at) {
        done(
                packs,
                partner.post(
                        API + "hand-overs",
                        "{\"packs\":" + quoted(packs) + ",\"commune\":\"" + where + "\"," + StoryWorkshop.when(at)
                                + "}"));
    }

    void sell(List<String> packs, int priceCents, Instant at) {
        String rows = packs.stream()
                .map(pack ->
                        "{\"pack\":\"" + pack + "\",\"priceCents\":" + priceCents + ",\"proof\":\"FAMILY_QUOTIENT\"}")
                .collect(Collectors.joining(",", "[", "]"));
        done(
                packs,
                partner.post(
                        API + "sales",
                        "{\"sales\":" + rows + ",\"commune\":\"" + commune + "\"," + StoryWorkshop.when(at) + "}"));
    }

    private static void done(List<String> packs, Partner.Reply reply) {
        JsonNode report = reply.expect(200).body();
        assertThat(report.path("done").asInt()).as("%s", report).isEqualTo(packs.size());
    }

    /** What a funder grants for a year. */
    String envelope(String funder, String purpose, long ceilingCents, Instant from) {
        return created(partner.post(API + "envelopes", """
                {"funder":"%s","purpose":"%s","ceilingCents":%d,"from":"%s","until":"%s","commune":"%s","partnerRef":"%s"}""".formatted(
                        funder,
                        purpose,
                        ceilingCents,
                        from.toString().substring(0, 10),
                        from.plus(Duration.ofDays(365)).toString().substring(0, 10),
                        commune,
                        UUID.randomUUID())));
    }

    /** So much of a pack of this programme's is the sponsor's own, and so much each of these envelopes'. */
    void plan(String programme, int ownCents, int cents, String... envelopes) {
        String shares = IntStream.range(0, envelopes.length)
                .mapToObj(i -> "{\"envelope\":\"" + envelopes[i] + "\",\"cents\":" + cents + "}")
                .collect(Collectors.joining(",", "[", "]"));
        partner.act(
                        API + "programmes/" + programme + "/co-financing",
                        1,
                        "{\"ownCents\":" + ownCents + ",\"envelopes\":" + shares + "}")
                .expect(200);
    }

    /** Calls for all that is due of a funder; answers the call. */
    JsonNode call(String funder) {
        return partner.post(API + "fund-calls", "{\"funder\":\"" + funder + "\"}")
                .expect(201)
                .body();
    }

    /** What stands on an account of an envelope, in cents. */
    long account(String envelope, String account) {
        return partner.get(API + "envelopes/" + envelope)
                .expect(200)
                .body()
                .path("accounts")
                .path(account)
                .asLong();
    }

    /** A funder pays what it was asked for, and reads its own statement. */
    static JsonNode payAndRead(Partner funder, String funderId, JsonNode call) {
        funder.act(API + "fund-calls/" + call.path("id").asText() + "/settlement", 1, "{}")
                .expect(200);
        return funder.get(API + "funders/" + funderId + "/statement")
                .expect(200)
                .body();
    }

    static String created(Partner.Reply reply) {
        return reply.expect(201).body().path("id").asText();
    }

    private static String quoted(List<String> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
