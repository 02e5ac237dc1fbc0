package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import network.reuse.contracts.Roles;
import network.reuse.defaults.problem.ProblemCode;
import network.reuse.defaults.testing.RawHttp.Answer;

/** Holds a running service to what its OpenAPI document says of types, and to what HTTP says of requests. */
public final class HttpManners {
    private static final String EVERY_ROLE = TestTokens.of(TestTokens.GRAND_EST, Roles.ALL.toArray(String[]::new));

    private static final List<String> UNREADABLE =
            List.of("text", "*/json", "text/html/x", "a/b;q=x", "a/b;q=2", "a/b;c", "(/)", "a/b;c=\"", "/", "text/");

    private static final List<String> TAKING_JSON = List.of(
            "*/*",
            "application/*",
            "APPLICATION/JSON",
            "",
            "application/json;q=0.1, text/html",
            // What Java's own client says when it is told nothing.
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
            "text/html;a=\"x y\", */*");

    private static final List<String> FORBIDDEN = List.of(
            "X Y: a", "X(Y): a", "X\u00e9: a", "X@Y: a", "X-Y: a\u0001b", "X-Y: a\u007fb", "X-Y: a\u0000b", "X\"Y: a");

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final List<String> NO_URIS = List.of(
            "/%",
            "/%4",
            "/%zz",
            "/%FF",
            "/%C3%28",
            "/%ED%A0%80",
            "/{id}",
            "?code=%",
            "?code=%2",
            "?code=%u0041",
            "?code={L-1}",
            "?code=a|b",
            "?code=\"L\"",
            "?code=\u00e9",
            "?code=L-1#first");

    /** What a form that is right may be answered when nothing of what it names is there. */
    private static final List<Integer> TAKEN = List.of(200, 201, 404, 409, 412, 422);

    private static final Set<String> NOT_THERE = Set.of(
            "recipient_not_registered",
            "donor_not_registered",
            "host_not_registered",
            "manager_not_registered",
            "not_registered",
            "not_booked_with_you",
            "site_not_of_donor",
            "unknown_envelope",
            "unknown_programme",
            "wrong_kind_of_organisation");

    private static final List<String> FAR = List.of(
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z");

    private HttpManners() {}

    /** Asks every operation of the document for types that it has and has not; none answers what the document does not say. */
    public static void answersHaveTheTypesOfTheDocument(int port, String yaml) throws IOException {
        int asked = 0;
        for (Map.Entry<String, JsonNode> path :
                new YAMLMapper().readTree(yaml).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode operation = method.getValue();
                if (!operation.has("responses")) {
                    continue;
                }
                String name = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                String head = head(method.getKey(), path.getKey(), operation);
                if (!answersJson(operation.path("responses"))) {
                    continue;
                }
                for (String other : List.of("text/html", "application/xml", "*/*;q=0", "application/json;q=0, */*")) {
                    problem(name + " for " + other, ask(port, head, other), 406);
                }
                for (String unreadable : UNREADABLE) {
                    problem(name + " for " + unreadable, ask(port, head, unreadable), 400);
                }
                for (String taking : TAKING_JSON) {
                    Answer answer = ask(port, head, taking);
                    assertThat(answer.status())
                            .as("%s for %s: %s", name, taking, answer)
                            .isNotIn(0, 406)
                            .isLessThan(500);
                    assertThat(answer.header("content-type"))
                            .as("%s for %s: %s", name, taking, answer)
                            .matches("(application/(problem\\+)?json(;\\s?charset=UTF-8)?)?");
                    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
                }
                asked++;
            }
        }
        assertThat(asked).as("operations asked").isPositive();
    }

    /** Whether what an operation answers when it has done its work is JSON or nothing: not a page, a stream or a file. */
    private static boolean answersJson(JsonNode responses) {
        List<String> types = new ArrayList<>();
        responses.properties().forEach(response -> {
            if (response.getKey().startsWith("2")) {
                response.getValue().path("content").fieldNames().forEachRemaining(types::add);
            }
        });
        return types.isEmpty() || types.contains("application/json");
    }

    /**
     * Asks every operation for what it does not offer; each answer is a problem that says what would be right: 405 the methods
     * of the path, 415 for another type of body, 413 for a body that no command has, 403 the roles that it takes.
     */
    public static void whatIsNotOfferedIsAProblem(int port, String yaml) throws IOException {
        JsonNode document = new YAMLMapper().readTree(yaml);
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            Set<String> offered = new TreeSet<>();
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey().toUpperCase(Locale.ROOT))) {
                    offered.add(method.getKey().toUpperCase(Locale.ROOT));
                    refusals(port, method.getKey(), path.getKey(), method.getValue());
                }
            }
            for (String method : METHODS) {
                if (!offered.contains(method)) {
                    String name = method + " " + path.getKey();
                    Answer answer = RawHttp.send(
                            port, head(method.toLowerCase(Locale.ROOT), path.getKey(), document, EVERY_ROLE));
                    problem(name, answer, 405);
                    assertThat(List.of(answer.header("allow").split("\\s*,\\s*")))
                            .as("Allow of %s", name)
                            .containsAll(offered)
                            .isSubsetOf(with(offered, "HEAD", "OPTIONS"));
                }
            }
        }
    }

    /**
     * Sends the document's example of every body; what refuses it is what the example speaks of, which is not there, and never
     * its form.
     */
    public static void everyExampleOfABodyIsTaken(int port, String yaml) throws IOException {
        JsonNode document = new YAMLMapper().readTree(yaml);
        int sent = 0;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode content = method.getValue().at("/requestBody/content").path("application/json");
                List<JsonNode> examples = new ArrayList<>();
                content.path("examples").forEach(one -> examples.add(one.path("value")));
                if (content.has("example")) {
                    examples.add(content.path("example"));
                }
                String name = method.getKey() + " " + path.getKey();
                assertThat(examples.isEmpty()).as("examples of %s", name).isEqualTo(content.isMissingNode());
                for (JsonNode example : examples) {
                    String text = example.isTextual() ? example.asText() : DocumentedCalls.json(example);
                    String head = head(method.getKey(), path.getKey(), method.getValue(), text, EVERY_ROLE);
                    Answer answer = RawHttp.send(
                            port,
                            head.replace("ACCEPT", "*/*")
                                    .replace(
                                            "Idempotency-Key: manners", "Idempotency-Key: example-" + name.hashCode()));
                    assertThat(answer.status())
                            .as("%s with %s: %s", name, text, answer)
                            .isIn(TAKEN);
                    JsonNode body = new YAMLMapper().readTree(answer.body());
                    if (answer.status() == 422) {
                        assertThat(body.path("errors"))
                                .as("%s with %s: %s", name, text, answer)
                                .isNotEmpty()
                                .allMatch(HttpManners::isNotThere);
                    }
                    assertThat(body.path("rows"))
                            .as("%s with %s: %s", name, text, answer)
                            .allSatisfy(row -> assertThat(row.path("errors")).allMatch(HttpManners::isNotThere));
                    sent++;
                }
            }
        }
        assertThat(sent).as("examples sent").isPositive();
    }

    /** Whether it is refused for what it speaks of, such as another's device, and not for what it says. */
    private static boolean isNotThere(JsonNode fault) {
        String code = fault.path("code").asText();
        return NOT_THERE.contains(code)
                || ProblemCode.find(code).filter(one -> one.status() != 422).isPresent();
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static void refusals(int port, String method, String path, JsonNode operation) throws IOException {
        String name = method + " " + path;
        JsonNode types = operation.path("requestBody").path("content");
        if (!types.isEmpty()) {
            String head = head(method, path, operation, EVERY_ROLE);
            String type = "Content-Type: " + types.fieldNames().next() + "\r\n";
            problem(name + " of another type", RawHttp.send(port, head.replace(type, "Content-Type: a/b\r\n")), 415);
            if (operation.path("security").isEmpty()) {
                return;
            }
            String large = head.replaceAll("Content-Length: \\d+", "Content-Length: 17000000");
            problem(name + " too large", RawHttp.send(port, large), 413);
        }
        Set<String> roles = new TreeSet<>();
        operation.path("security").forEach(way -> way.forEach(some -> some.forEach(role -> roles.add(role.asText()))));
        if (!roles.isEmpty()) {
            Answer without =
                    RawHttp.send(port, head(method, path, operation, TestTokens.of(TestTokens.GRAND_EST, "nobody")));
            problem(name + " without a role", without, 403);
            JsonNode body = new YAMLMapper().readTree(without.body());
            assertThat(body.at("/extensions/roles"))
                    .as(name)
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(roles);
            assertThat(body.at("/messages/fr").asText()).as(name).contains(roles);
        }
    }

    /** Sends heads that HTTP forbids; each is refused with a problem, and none goes further. */
    public static void whatHttpForbidsIsRefused(int port, String path) throws IOException {
        String begin = "GET " + path + " HTTP/1.1\r\n";
        for (String header : FORBIDDEN) {
            Answer answer = RawHttp.send(port, begin + "Host: a\r\n" + header + "\r\n\r\n");
            assertThat(answer.status()).as("%s: %s", header, answer).isEqualTo(400);
        }
        for (String address : NO_URIS) {
            Answer answer = RawHttp.send(port, "GET " + path + address + " HTTP/1.1\r\nHost: a\r\n\r\n");
            problem(address, answer, 400);
            assertThat(answer.body()).as(address).contains("uri_malformed");
        }
        problem("two hosts", RawHttp.send(port, begin + "Host: a\r\nHost: b\r\n\r\n"), 400);
        problem("the same host twice", RawHttp.send(port, begin + "Host: a\r\nHost: a\r\n\r\n"), 400);
        problem("no host", RawHttp.send(port, begin + "\r\n"), 400);
        problem("a host that is none", RawHttp.send(port, begin + "Host: a b/c\r\n\r\n"), 400);
        problem(
                "an expectation that nobody knows",
                RawHttp.send(port, begin + "Host: a\r\nExpect: 200-ok\r\n\r\n"),
                417);
    }

    /** Neither way of beginning HTTP/2 in clear text is taken. */
    public static void http2InClearTextIsRefused(int port, String path) throws IOException {
        Answer upgraded = RawHttp.send(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
        assertThat(upgraded.status())
                .as("the upgrade: %s", upgraded)
                .isNotEqualTo(101)
                .isPositive();
        Answer known = RawHttp.send(
                port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000");
        assertThat(known.status()).as("prior knowledge: %s", known).isIn(0, 400, 501, 505);
    }

    /** Gives every time in queries and bodies of the document values outside any calendar; each is 422, by its name. */
    public static void timesOutsideAnyCalendarAreInvalid(int port, String yaml) throws IOException {
        JsonNode document = new YAMLMapper().readTree(yaml);
        int asked = 0;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                JsonNode operation = method.getValue();
                for (JsonNode parameter : operation.path("parameters")) {
                    if (parameter.path("in").asText().equals("query") && isTime(document, parameter.path("schema"))) {
                        for (String time : FAR) {
                            String head = head(
                                    method.getKey(),
                                    path.getKey() + "?" + parameter.path("name").asText() + "="
                                            + time.replace("+", "%2B"),
                                    operation);
                            Answer answer = ask(port, head, "*/*");
                            problem(path.getKey() + " with " + parameter.path("name") + " " + time, answer, 422);
                            asked++;
                        }
                    }
                }
                JsonNode schema = resolved(
                        document,
                        operation
                                .path("requestBody")
                                .path("content")
                                .path("application/json")
                                .path("schema"));
                for (Map.Entry<String, JsonNode> property :
                        schema.path("properties").properties()) {
                    if (isTime(document, property.getValue())) {
                        boolean instant = text(document, property.getValue()).contains("\"date-time\"");
                        for (String far : FAR) {
                            String time = instant ? far : far.substring(0, far.indexOf('T'));
                            String body = "{\"" + property.getKey() + "\":\"" + time + "\"}";
                            Answer answer = RawHttp.send(
                                    port,
                                    head(method.getKey(), path.getKey(), operation, body, EVERY_ROLE)
                                            .replace("ACCEPT", "*/*"));
                            problem(path.getKey() + " with " + body, answer, 422);
                            assertThat(answer.body()).contains("\"/" + property.getKey() + "\"");
                            asked++;
                        }
                    }
                }
            }
        }
        assertThat(asked).as("times asked for").isPositive();
    }

    private static boolean isTime(JsonNode document, JsonNode schema) {
        return text(document, schema).contains("\"date-time\"")
                || text(document, schema).contains("\"date\"");
    }

    private static String text(JsonNode document, JsonNode schema) {
        return resolved(document, schema)
                + resolved(document, schema.path("anyOf").path(0)).toString()
                + resolved(document, schema.path("oneOf").path(0))
                + resolved(document, schema.path("allOf").path(0));
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** Reads one thing under conditions: {@code If-None-Match} compares weakly, {@code If-Match} strongly (RFC 9110, 13.1). */
    public static void conditionsOfAReadCompareTags(int port, String path) throws IOException {
        String tag = under(port, path, "").header("etag");
        assertThat(tag).matches("\"[!#-~]+\"");
        for (String known :
                List.of(tag, "W/" + tag, "*", "\"other\", W/" + tag, "\"other\"\r\nIf-None-Match: " + tag)) {
            Answer answer = under(port, path, "If-None-Match: " + known + "\r\n");
            assertThat(answer.status())
                    .as("If-None-Match: %s: %s", known, answer)
                    .isEqualTo(304);
            assertThat(answer.header("etag")).as("If-None-Match: %s", known).isEqualTo(tag);
            assertThat(answer.body()).isEmpty();
        }
        for (String other : List.of("\"other\"", "W/\"other\"", "\"*\"", tag.replace("\"", ""), "\"")) {
            Answer answer = under(port, path, "If-None-Match: " + other + "\r\n");
            assertThat(answer.status())
                    .as("If-None-Match: %s: %s", other, answer)
                    .isEqualTo(200);
        }
        for (String only : List.of(tag, "*", "\"other\", " + tag)) {
            Answer answer = under(port, path, "If-Match: " + only + "\r\n");
            assertThat(answer.status()).as("If-Match: %s: %s", only, answer).isEqualTo(200);
        }
        for (String never : List.of("W/" + tag, "\"other\"", "\"*\"")) {
            problem("If-Match: " + never, under(port, path, "If-Match: " + never + "\r\n"), 412);
        }
        problem("both", under(port, path, "If-None-Match: " + tag + "\r\nIf-Match: W/" + tag + "\r\n"), 412);
    }

    /** Sends a command on something at version 1 with every condition but its strong tag; none is taken. */
    public static void aCommandTakesNoConditionButOneStrongTag(int port, String path, String body) throws IOException {
        for (String condition : List.of(
                "*",
                "W/\"v1\"",
                "\"v1\", \"v2\"",
                "\"v1\"\r\nIf-Match: *",
                "\"v1\"\r\nIf-Match: \"v2\"",
                "v1",
                "\"v01\"")) {
            Answer answer = commanding(port, path, body, "If-Match: " + condition + "\r\n");
            problem("If-Match: " + condition, answer, 400);
            assertThat(answer.body()).contains("if_match_unreadable").contains("ETag of your last read");
        }
        Answer without = commanding(port, path, body, "");
        problem("without If-Match", without, 428);
        assertThat(without.body()).contains("if_match_missing").contains("ETag of your last read");
        problem("another version", commanding(port, path, body, "If-Match: \"v9\"\r\n"), 412);
    }

    private static Answer under(int port, String path, String conditions) throws IOException {
        return RawHttp.send(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + EVERY_ROLE + "\r\n" + conditions
                        + "\r\n");
    }

    private static Answer commanding(int port, String path, String body, String conditions) throws IOException {
        return RawHttp.send(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + EVERY_ROLE
                        + "\r\nIdempotency-Key: condition-" + path
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n" + conditions + "\r\n" + body);
    }

    /** A body of a megabyte is refused, with its length told or without. */
    public static void largeBodiesAreRefused(int port, String path) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\n";
        String megabyte = "x".repeat(1024 * 1024);
        Answer told = RawHttp.send(port, head + "Content-Length: " + megabyte.length() + "\r\n\r\n" + megabyte);
        Answer untold =
                RawHttp.send(port, head + "Transfer-Encoding: chunked\r\n\r\n100000\r\n" + megabyte + "\r\n0\r\n\r\n");
        assertThat(told.status()).as("with a length: %s", told).isIn(0, 413);
        assertThat(untold.status()).as("without a length: %s", untold).isIn(0, 413);
    }

    /** Begins bodies and goes no further: with a token the server waits a little and gives up, without one it does not wait. */
    public static void unfinishedBodiesAreGivenUp(int port, String path) throws IOException {
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nIdempotency-Key: slow\r\n";
        String token = "Authorization: Bearer " + EVERY_ROLE + "\r\n";
        for (String length : List.of("Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")) {
            Answer slow = RawHttp.sendUntilClosed(port, head + token + length);
            problem("slow, " + length, slow, 408);
            assertThat(slow.closed()).isTrue();
            Answer unknown = RawHttp.sendUntilClosed(port, head + length);
            problem("without a token, " + length, unknown, 401);
            assertThat(unknown.closed()).isTrue();
        }
        Answer large = RawHttp.sendUntilClosed(port, head + token + "Content-Length: 70000\r\n\r\n{");
        problem("too large", large, 413);
        Answer growing = RawHttp.sendUntilClosed(
                port, head + token + "Transfer-Encoding: chunked\r\n\r\n11170\r\n" + " ".repeat(0x11170) + "\r\n");
        problem("too large without a length", growing, 413);
        Answer asked =
                RawHttp.sendOnceAsked(port, head + token + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", "[]");
        assertThat(asked.continued()).as("%s", asked).isTrue();
        problem("after being told to go on", asked, 422);
        problem(
                "without a token",
                RawHttp.sendOnceAsked(port, head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", "[]"),
                401);
    }

    /** Fails unless this is a problem with this status that no browser takes for something else. */
    public static void problem(String name, Answer answer, int status) {
        assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(status);
        assertThat(answer.header("content-type")).as("%s: %s", name, answer).startsWith("application/problem+json");
        assertThat(answer.header("x-content-type-options"))
                .as("%s: %s", name, answer)
                .isEqualTo("nosniff");
    }

    private static Answer ask(int port, String head, String accept) throws IOException {
        return RawHttp.send(port, head.replace("ACCEPT", accept));
    }

    private static String head(String method, String path, JsonNode operation) {
        return head(method, path, operation, bodyOf(operation), EVERY_ROLE);
    }

    /** A head with a body that says nothing, for an answer of any type. */
    private static String head(String method, String path, JsonNode operation, String token) {
        return head(method, path, operation, bodyOf(operation), token).replace("ACCEPT", "*/*");
    }

    private static String bodyOf(JsonNode operation) {
        return operation.path("requestBody").path("content").isEmpty() ? "" : "{}";
    }

    private static String head(String method, String path, JsonNode operation, String body, String token) {
        JsonNode types = operation.path("requestBody").path("content");
        return method.toUpperCase(Locale.ROOT) + " "
                + path.replaceAll("\\{code}", "0".repeat(22))
                        .replaceAll("\\{[^}]+}", "01980000-0000-7000-8000-000000000001")
                + " HTTP/1.1\r\nHost: a\r\nAccept: ACCEPT\r\nAuthorization: Bearer " + token
                + "\r\nIdempotency-Key: manners\r\nIf-Match: \"v999\"\r\n"
                + (types.isEmpty() ? "" : "Content-Type: " + types.fieldNames().next() + "\r\n")
                + (method.equals("get") ? "" : "Content-Length: " + body.length() + "\r\n")
                + "\r\n" + body;
    }
}
