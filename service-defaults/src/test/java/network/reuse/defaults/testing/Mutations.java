package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import network.reuse.contracts.NormalForm;
import network.reuse.defaults.testing.DocumentedCalls.Call;
import network.reuse.defaults.testing.DocumentedCalls.Spot;
import network.reuse.defaults.testing.RawHttp.Answer;
import org.assertj.core.api.SoftAssertions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes the documented call of every operation at random, by a seed: types, ranges, letters, duplicates, order, queries. What
 * is taken reads back as it was sent, in its normal form; all else is refused with the place of the fault, and nothing fails.
 * {@code -Dmutations=500} asks for more of them, {@code -Dmutations.seed=7} for others.
 */
public final class Mutations {
    private static final Logger LOG = Logger.getLogger(Mutations.class);
    private static final int USUAL = 50;
    private static final long SEED = 2026;

    /** What a command says that its answer says of something else. */
    private static final Set<String> OF_ANOTHER = Set.of("status", "serialNumber", "kind", "code");

    private static final List<String> RAW = List.of(
            "0",
            "1",
            "-1",
            "1.5",
            "1e3",
            "true",
            "false",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[]]",
            "\"1\"",
            "\"true\"",
            "99999999999999999999",
            "\"2026-03-01\"",
            "\"2026-03-01T08:00:00Z\"",
            "{\"a\":1}",
            "[null]");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "20",
            "-1",
            "1900",
            "2026",
            "32768",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808");

    private static final List<String> TEXTS = List.of(
            "Re\u0301mi",
            " \u00a0deux  mots\u202f",
            "\u4e2d\u6587",
            "\u05d0\u05d1\u05d2",
            "\ud83d\udcbb\ud83c\uddeb\ud83c\uddf7",
            "'; drop table lot; --",
            "<b>&amp;</b>",
            "\"\\/{}[]",
            "%00%0a",
            "a\tb\nc",
            "x".repeat(199),
            "x".repeat(201),
            "\u0130\u0131\u017f",
            "=1+1",
            "${x}",
            "\u00e9".repeat(200),
            "e\u0301".repeat(200),
            "67482",
            "null",
            "0",
            "\u212b");

    private static final List<String> UNSEEN =
            List.of("\u0000", "a\u200bb", "\ud800", "\udfff", "\ufffe", "a\u0085\u0007", "\u2066x", "\ufeff");

    private Mutations() {}

    /**
     * A changed call.
     *
     * @param wrong whether it may not be taken, whatever else holds
     */
    private record Mutation(String query, @Nullable String body, boolean wrong) {}

    /** Sends so many changed calls of every operation. */
    public static void everyMutationIsKeptAsItIsOrRefusedByItsPlace(DocumentedCalls calls) throws IOException {
        int each = Integer.getInteger("mutations", USUAL);
        long seed = Long.getLong("mutations.seed", SEED);
        SoftAssertions all = new SoftAssertions();
        Map<Integer, Integer> answered = new TreeMap<>();
        for (Call call : calls.calls()) {
            Random random = new Random(seed + call.name().hashCode());
            for (int i = 0; i < each; i++) {
                Mutation mutation = mutation(random, calls, call);
                Answer answer = calls.send(call, mutation.query(), mutation.body());
                answered.merge(answer.status(), 1, Integer::sum);
                judge(all, calls, call, mutation, answer);
            }
        }
        LOG.infof("mutations by status, seed %d: %s", seed, answered);
        assertThat(answered).as("answers").isNotEmpty();
        all.assertAll();
    }

    private static Mutation mutation(Random random, DocumentedCalls calls, Call call) throws IOException {
        JsonNode body = call.body();
        List<Spot> spots = calls.spots(call);
        if (body == null || spots.isEmpty() || random.nextInt(8) == 0) {
            return ofQuery(random, call);
        }
        Spot spot = pick(random, spots);
        String whole = DocumentedCalls.json(body);
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Mutation("", DocumentedCalls.with(body, spot.pointer(), pick(random, RAW)), false);
            case 2, 3 -> new Mutation("", DocumentedCalls.with(body, spot.pointer(), range(random, spot)), false);
            case 4 -> {
                String text = DocumentedCalls.json(pick(random, TEXTS));
                yield new Mutation(
                        "",
                        DocumentedCalls.with(body, texts(random, spots, spot).pointer(), text),
                        false);
            }
            case 5 -> {
                String text = DocumentedCalls.json(pick(random, UNSEEN));
                yield new Mutation(
                        "",
                        DocumentedCalls.with(body, texts(random, spots, spot).pointer(), text),
                        true);
            }
            case 6 -> {
                String value = DocumentedCalls.json(body.at(spot.pointer()));
                String parent = spot.pointer().substring(0, spot.pointer().lastIndexOf('/'));
                boolean inObject = body.at(parent).isObject();
                yield new Mutation(
                        "",
                        DocumentedCalls.with(
                                body,
                                spot.pointer(),
                                inObject ? value + ",\"" + spot.name() + "\":" + value : value + "," + value),
                        inObject);
            }
            case 7 -> new Mutation("", DocumentedCalls.json(shuffled(random, body)), false);
            case 8 -> new Mutation("", DocumentedCalls.with(body, spot.pointer(), "null"), false);
            case 9 -> new Mutation("", whole + pick(random, List.of("{}", "0", "\u0001", "]]", ",")), true);
            case 10 -> new Mutation("", "{\"unknown" + random.nextInt(10) + "\":null," + whole.substring(1), true);
            default -> new Mutation("", DocumentedCalls.json(without(body, spot)), false);
        };
    }

    private static Mutation ofQuery(Random random, Call call) throws IOException {
        String body = call.body() == null ? null : DocumentedCalls.json(call.body());
        List<JsonNode> queries = call.queries();
        String value = pick(
                random,
                List.of(
                        "1",
                        "0",
                        "true",
                        "",
                        "%00",
                        "%FF",
                        "%ED%A0%80",
                        "abc",
                        "-1",
                        "99999999999",
                        "2026-03-01T08:00:00Z",
                        "9999-12-31",
                        "a%E2%80%8Bb",
                        "67",
                        "%20",
                        "'",
                        "%F0%9F%92%BB",
                        "500"));
        if (queries.isEmpty() || random.nextInt(4) == 0) {
            return new Mutation(
                    "?" + pick(random, List.of("x", "status2", "%00", "Limit", "q[]")) + "=" + value, body, true);
        }
        String name = pick(random, queries).path("name").asText();
        boolean twice = random.nextInt(4) == 0;
        return new Mutation("?" + name + "=" + value + (twice ? "&" + name + "=" + value : ""), body, twice);
    }

    private static String range(Random random, Spot spot) throws IOException {
        return switch (spot.kind()) {
            case "integer" ->
                random.nextBoolean()
                        ? pick(random, NUMBERS)
                        : Long.toString(spot.schema().path("maximum").asLong() + random.nextInt(3) - 1);
            case "date-time" -> DocumentedCalls.json("%04d-11-28T09:30:15.5+01:00".formatted(random.nextInt(10_000)));
            case "date" -> DocumentedCalls.json("%04d-11-28".formatted(random.nextInt(10_000)));
            case "array" -> "[" + "null,".repeat(random.nextInt(30)) + "null]";
            default -> DocumentedCalls.json("y".repeat(random.nextInt(600)));
        };
    }

    private static Spot texts(Random random, List<Spot> spots, Spot otherwise) {
        List<Spot> texts =
                spots.stream().filter(spot -> spot.kind().equals("string")).toList();
        return texts.isEmpty() ? otherwise : pick(random, texts);
    }

    private static JsonNode shuffled(Random random, JsonNode node) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode object = DocumentedCalls.JSON.createObjectNode();
            names.forEach(name -> object.set(name, shuffled(random, node.get(name))));
            return object;
        }
        return node;
    }

    private static JsonNode without(JsonNode body, Spot spot) {
        JsonNode changed = body.deepCopy();
        JsonNode parent = changed.at(spot.pointer().substring(0, spot.pointer().lastIndexOf('/')));
        if (parent instanceof ObjectNode object) {
            object.remove(spot.name());
        } else {
            ((ArrayNode) parent).remove(Integer.parseInt(spot.name()));
        }
        return changed;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static void judge(SoftAssertions all, DocumentedCalls calls, Call call, Mutation mutation, Answer answer)
            throws IOException {
        String name = call + mutation.query() + " " + mutation.body() + " → " + answer;
        all.assertThat(answer.status()).as("%s", name).isBetween(200, 499);
        if (answer.status() < 300) {
            all.assertThat(mutation.wrong()).as("taken: %s", name).isFalse();
            if (mutation.body() != null && !mutation.wrong()) {
                String location = answer.header("location");
                Answer read = location.isEmpty()
                        ? answer
                        : calls.read(URI.create(location).getPath());
                all.assertThat(read.status()).as("read back: %s", name).isBetween(200, 299);
                all.assertThat(difference("", tree(mutation.body()), tree(read.body())))
                        .as("read back: %s: %s", name, read.body())
                        .isEmpty();
            }
        } else if (answer.status() >= 400) {
            JsonNode problem = tree(answer.body());
            all.assertThat(problem.path("code").asText()).as("%s", name).isNotEmpty();
            boolean placed = !problem.at("/errors/0/pointer").asText().isEmpty()
                    || !List.of("invalid", "malformed")
                            .contains(problem.path("code").asText())
                    || !problem.path("extensions").isEmpty();
            all.assertThat(placed).as("a place: %s", name).isTrue();
        }
    }

    private static JsonNode tree(String body) throws IOException {
        return body.isEmpty() ? DocumentedCalls.JSON.missingNode() : DocumentedCalls.JSON.readTree(body);
    }

    /** Where what was read differs from what was sent; what the answer shows not at all, or by its id alone, is passed over. */
    private static String difference(String at, JsonNode sent, JsonNode read) {
        if (sent.isNull() || read.isMissingNode() || sent.isContainerNode() != read.isContainerNode()) {
            return "";
        }
        if (sent.isObject() && read.isObject()) {
            return sent.properties().stream()
                    .filter(field -> !OF_ANOTHER.contains(field.getKey()))
                    .map(field -> difference(at + "/" + field.getKey(), field.getValue(), read.path(field.getKey())))
                    .filter(difference -> !difference.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        if (sent.isArray() && read.isArray()) {
            boolean same = sent.size() == read.size()
                    && IntStream.range(0, sent.size())
                            .allMatch(i -> read.valueStream()
                                    .anyMatch(one ->
                                            difference(at, sent.get(i), one).isEmpty()));
            return same ? "" : at;
        }
        if (sent.isNumber() && read.isNumber()) {
            return sent.decimalValue().compareTo(read.decimalValue()) == 0 ? "" : at;
        }
        if (sent.isTextual() && read.isTextual()) {
            return isSameText(sent.asText(), read.asText()) ? "" : at;
        }
        return sent.equals(read) ? "" : at;
    }

    private static boolean isSameText(String sent, String read) {
        Instant instant = instant(sent);
        return NormalForm.of(sent, "").equals(read)
                || (instant != null && instant.equals(instant(read)))
                || (sent.strip().length() == 36 && sent.strip().equalsIgnoreCase(read));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
