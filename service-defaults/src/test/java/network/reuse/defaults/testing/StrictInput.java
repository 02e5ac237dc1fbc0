package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.reuse.defaults.testing.DocumentedCalls.Call;
import network.reuse.defaults.testing.DocumentedCalls.Spot;
import network.reuse.defaults.testing.RawHttp.Answer;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** Holds a running service to taking what callers say to the letter, at every place of its document where they say anything. */
public final class StrictInput {
    private static final Map<String, List<String>> MISFITS = Map.of(
            "integer", List.of("1.5", "\"1\"", "true", "\"\"", "[1]", "{}", "99999999999999999999", "1e2"),
            "boolean", List.of("1", "0", "\"true\"", "\"\"", "[]"),
            "enum", List.of("0", "1", "\"NO_SUCH\"", "\"\"", "true", "\"0\""),
            "string", List.of("5", "1.5", "true", "[]", "{}"),
            "uuid", List.of("7", "\"not-one\"", "\"1-1-1-1-1\"", "\"AAAAAAAAAAAAAAAAAAAAAA==\"", "\"\""),
            "date-time",
                    List.of("1700000000", "1700000000.5", "\"1700000000\"", "\"2026-03-01\"", "[2026,3,1]", "\"\""),
            "date", List.of("20000", "\"20000\"", "[2026,3,1]", "\"2026-02-30\"", "\"2026-03-01T00:00:00Z\"", "\"\""),
            "array", List.of("{}", "\"x\"", "5", "\"\""),
            "object", List.of("[]", "\"x\"", "5", "\"\""));

    private static final List<String> UNSEEN = List.of(
            "a\\u0000b", "a\\u200bb", "\\ufeffab", "a\\u202eb", "a\\ud800b", "\\udc00", "a\\u0007", "a\\ufffdb");

    private static final List<String> FAR_INSTANTS =
            List.of("1890-01-01T00:00:00Z", "1990-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "9999-12-30T00:00:00Z");

    private StrictInput() {}

    /** Puts values of other types at every place of every body; each is refused there, and what fits is told. */
    public static void aValueThatDoesNotFitIsRefusedWhereItStands(DocumentedCalls calls) throws IOException {
        SoftAssertions all = new SoftAssertions();
        int asked = 0;
        for (Call call : calls.calls()) {
            for (Spot spot : calls.spots(call)) {
                for (String misfit : MISFITS.getOrDefault(spot.kind(), List.of())) {
                    refused(all, calls, call, spot.pointer(), DocumentedCalls.with(body(call), spot.pointer(), misfit));
                    asked++;
                }
            }
        }
        assertThat(asked).as("values put").isPositive();
        all.assertAll();
    }

    /** Puts characters that nobody sees into every text of every body; each is refused there. */
    public static void aCharacterThatNobodySeesIsRefusedInEveryText(DocumentedCalls calls) throws IOException {
        SoftAssertions all = new SoftAssertions();
        int asked = 0;
        for (Call call : calls.calls()) {
            for (Spot spot : calls.spots(call)) {
                if (spot.kind().equals("string")) {
                    for (String unseen : UNSEEN) {
                        String sent = DocumentedCalls.with(body(call), spot.pointer(), "\"" + unseen + "\"");
                        refused(all, calls, call, spot.pointer(), "", sent, "invisible_character");
                        asked++;
                    }
                }
            }
        }
        assertThat(asked).as("texts sent").isPositive();
        all.assertAll();
    }

    /** Sends every body with a field twice, with a field that there is not, and with more behind its end. */
    public static void everyBodyIsReadToItsEnd(DocumentedCalls calls) throws IOException {
        SoftAssertions all = new SoftAssertions();
        int asked = 0;
        for (Call call : calls.calls()) {
            if (call.body() == null) {
                continue;
            }
            String body = DocumentedCalls.json(body(call));
            for (String rest : List.of(" {}", "]", "x", "\\u0000", ",")) {
                refused(all, calls, call, "/", body + rest);
            }
            for (String unknown : List.of("nope", "ID", "a~b/c")) {
                String pointer = "/" + unknown.replace("~", "~0").replace("/", "~1");
                String rest = body.equals("{}") ? "}" : "," + body.substring(1);
                refused(all, calls, call, pointer, "{\"" + unknown + "\":1" + rest);
            }
            for (Spot spot : calls.spots(call)) {
                if (body(call)
                        .at(spot.pointer().substring(0, spot.pointer().lastIndexOf('/')))
                        .isObject()) {
                    String value = DocumentedCalls.json(body(call).at(spot.pointer()));
                    refused(
                            all,
                            calls,
                            call,
                            spot.pointer(),
                            DocumentedCalls.with(
                                    body(call), spot.pointer(), value + ",\"" + spot.name() + "\":" + value));
                }
            }
            Answer broken = calls.send(call, "", "{\"a\\ud800\":1}");
            all.assertThat(broken.status()).as("%s: %s", call, broken).isIn(400, 422);
            asked++;
        }
        assertThat(asked).as("bodies sent").isPositive();
        all.assertAll();
    }

    /** Looks for numbers and days of bodies without bounds, and goes beyond each. */
    public static void everyNumberAndDayHasBounds(DocumentedCalls calls) throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Call call : calls.calls()) {
            for (Spot spot : calls.spots(call)) {
                if (spot.kind().equals("integer") && !spot.name().equals("birthYear")) {
                    JsonNode schema = spot.schema();
                    boolean bounded =
                            schema.has("maximum") && (schema.has("minimum") || schema.has("exclusiveMinimum"));
                    all.assertThat(bounded).as("%s bounds %s", call, spot).isTrue();
                    for (String beyond : beyond(schema)) {
                        refused(
                                all,
                                calls,
                                call,
                                spot.pointer(),
                                DocumentedCalls.with(body(call), spot.pointer(), beyond));
                    }
                }
                if (spot.name().equals("birthYear")) {
                    all.assertThat(spot.schema().path("minimum").asInt())
                            .as("%s bounds %s", call, spot)
                            .isEqualTo(1900);
                    all.assertThat(spot.schema().path("x-latest").asText())
                            .as("%s bounds %s", call, spot)
                            .isEqualTo("P0Y");
                    for (String beyond : List.of("1899", "0", "-1", "2099", "9999", "2147483647")) {
                        refused(
                                all,
                                calls,
                                call,
                                spot.pointer(),
                                DocumentedCalls.with(body(call), spot.pointer(), beyond));
                    }
                }
                if (spot.kind().startsWith("date")) {
                    List<String> beyond = new ArrayList<>(FAR_INSTANTS);
                    for (Map.Entry<String, Integer> bound :
                            Map.of("x-earliest", -2, "x-latest", 2).entrySet()) {
                        String said = spot.schema().path(bound.getKey()).asText();
                        all.assertThat(said)
                                .as("%s of %s in %s", bound.getKey(), spot, call)
                                .matches("-?P\\d+Y");
                        if (!said.isEmpty()) {
                            LocalDate day = LocalDate.now(ZoneOffset.UTC).plus(Period.parse(said));
                            beyond.add(day.plusDays(bound.getValue()) + "T00:00:00Z");
                        }
                    }
                    for (String far : beyond) {
                        String value = spot.kind().equals("date") ? far.substring(0, 10) : far;
                        refused(
                                all,
                                calls,
                                call,
                                spot.pointer(),
                                DocumentedCalls.with(body(call), spot.pointer(), "\"" + value + "\""));
                    }
                }
            }
        }
        all.assertAll();
    }

    private static List<String> beyond(JsonNode schema) {
        List<String> beyond = new ArrayList<>();
        BigInteger most = schema.path("maximum").bigIntegerValue();
        BigInteger least = schema.path("minimum").bigIntegerValue();
        beyond.add(most.add(BigInteger.ONE).toString());
        beyond.add(least.subtract(BigInteger.ONE).toString());
        beyond.add(most.multiply(BigInteger.TEN).toString());
        return beyond;
    }

    /** Asks every operation with parameters that it does not know, twice, or with values that they cannot have. */
    public static void everyQueryIsReadToTheLetter(DocumentedCalls calls) throws IOException {
        SoftAssertions all = new SoftAssertions();
        int asked = 0;
        for (Call call : calls.calls()) {
            String body = call.body() == null ? null : DocumentedCalls.json(body(call));
            for (String unknown : List.of("nope", "Limit", "sort%2Fby", "%00", "%F0%9F%92%BB")) {
                Answer answer = calls.send(call, "?" + unknown + "=1", body);
                all.assertThat(answer.status())
                        .as("%s?%s: %s", call, unknown, answer)
                        .isEqualTo(422);
                all.assertThat(answer.body()).as("%s?%s", call, unknown).contains("\"code\":\"unknown_parameter\"");
                asked++;
            }
            for (JsonNode query : call.queries()) {
                String name = query.path("name").asText();
                String kind = DocumentedCalls.kind(calls.resolved(query.path("schema")));
                for (String value : wrong(kind)) {
                    refused(all, calls, call, "/" + name, "?" + name + "=" + value, body, "");
                }
                refused(all, calls, call, "/" + name, "?" + name + "=1&" + name + "=1", body, "");
            }
        }
        assertThat(asked).as("queries sent").isPositive();
        all.assertAll();
    }

    private static List<String> wrong(String kind) {
        return switch (kind) {
            case "boolean" -> List.of("1", "0", "yes", "TRUE", "", "%00");
            case "integer" -> List.of("1.5", "abc", "", "%2B5", "99999999999", "-1", "%D9%A4", "%00");
            case "uuid" -> List.of("abc", "1-1-1-1-1", "", "%00");
            case "date-time" -> List.of("2026-03-01", "1700000000", "", "%00", "2999999-01-01T00:00:00Z");
            case "enum" -> List.of("0", "nope", "", "%00");
            default -> List.of("%00", "a%E2%80%8Bb", "%FF", "a%ED%A0%80b");
        };
    }

    private static JsonNode body(Call call) {
        JsonNode body = call.body();
        if (body == null) {
            throw new IllegalArgumentException(call + " has no body");
        }
        return body;
    }

    private static void refused(SoftAssertions all, DocumentedCalls calls, Call call, String pointer, String body)
            throws IOException {
        refused(all, calls, call, pointer, "", body, "");
    }

    private static void refused(
            SoftAssertions all,
            DocumentedCalls calls,
            Call call,
            String pointer,
            String query,
            @Nullable String body,
            String code)
            throws IOException {
        Answer answer = calls.send(call, query, body);
        all.assertThat(answer.status())
                .as("%s%s %s: %s", call, query, body, answer)
                .isEqualTo(422);
        all.assertThat(answer.body())
                .as("%s%s %s", call, query, body)
                .contains("\"pointer\":\"" + pointer + "\"")
                .contains(code);
    }
}
