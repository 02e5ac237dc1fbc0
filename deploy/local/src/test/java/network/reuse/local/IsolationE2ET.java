package network.reuse.local;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.reuse.local.Partner.Reply;
import network.reuse.local.RawCall.Answer;
import network.reuse.servers.Home;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Nobody gets at another's rows: not by an operation, not by an odd path, not by SQL, not by a side port. */
@Order(3)
class IsolationE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final List<PublishedOperation> OPERATIONS = PublishedOperation.all(NETWORK);
    private static final String DONOR = "region-grand-est";
    private static final String CARRIER = "transport-solidaire";
    private static final String WORKSHOP = "atelier-strasbourg";
    private static final String ADMIN = "network-admin";
    private static final String OTHER_DONOR = "autre-donneur";
    private static final String OTHER_WORKSHOP = "autre-atelier";
    private static final String OTHER_DONOR_ID = "01900000-0000-7000-8000-000000000006";
    private static final String ADMIN_ID = "01900000-0000-7000-8000-000000000005";
    private static final String CSV =
            "category;manufacturer;model;serialNumber;partnerRef\nLAPTOP;Dell;Latitude;WALLS-1;WALLS-1\n";

    /** What everybody in the network may read, or everybody at all. */
    private static final Set<String> SHARED = Set.of(
            "collection.organisation",
            "gateway.counter",
            "gateway.progress_change",
            "gateway.public_seq",
            "gateway.target");

    /** What no caller's transaction may read, each with what it would be read for. */
    private static final Map<String, String> SHUT = Map.of(
            "event_journal", "value",
            "outbox", "journal_id",
            "consumer_position", "event_id",
            "held_event", "value",
            "parked_stream", "reason",
            "timer", "command",
            "flyway_schema_history", "version");

    /** An operation called on something that exists: its path with query, what its ETag is read from, and a body. */
    private record Call(String path, @Nullable String object, String body) {}

    /** What the other organisation, which has the role, may get to see. */
    private interface Wall {
        void holds(Reply other, Call call);
    }

    private record Walled(String owner, String other, Supplier<Call> call, Wall wall) {}

    @Test
    void everyOperationRefusesWhomItDoesNotConcernAndServesItsOwner() {
        Map<String, Walled> table = table(new Stock(NETWORK));
        Map<String, PublishedOperation> secured = OPERATIONS.stream()
                .filter(PublishedOperation::secured)
                .collect(toMap(PublishedOperation::id, Function.identity()));
        assertThat(table.keySet())
                .as("this test's table and the published operations")
                .containsExactlyInAnyOrderElementsOf(secured.keySet());
        String expired = expired();
        int refused = 0;
        for (Map.Entry<String, Walled> row : table.entrySet()) {
            PublishedOperation operation = requireNonNull(secured.get(row.getKey()));
            Walled walled = row.getValue();
            Call call = walled.call().get();
            assertThat(operation.covers(call.path()))
                    .as("%s is called at %s", operation.id(), call.path())
                    .isTrue();
            assertThat(operation.statuses()).as(operation.id()).contains("400", "401", "403");
            Partner owner = new Partner(NETWORK, walled.owner());
            Reply before =
                    call.object() == null ? null : owner.get(call.object()).expect(200);
            for (URI base : doors(operation)) {
                String where = operation.id() + " at " + base + ", ";
                Map<String, @Nullable String> bad = new LinkedHashMap<>();
                bad.put("no token", null);
                bad.put("expired token", expired);
                bad.put("token for another audience", NETWORK.token("wrong-audience"));
                bad.put("broken signature", forged(NETWORK.token(walled.owner())));
                bad.forEach((name, token) ->
                        problem(where + name, send(base, operation, call, before, token), Set.of(401)));
                problem(where + "no role", send(base, operation, call, before, NETWORK.token("no-role")), Set.of(403));
                Reply other = send(base, operation, call, before, NETWORK.token(walled.other()));
                assertThat(other.status())
                        .as(where + "another organisation: %s", other.body())
                        .isLessThan(500);
                walled.wall().holds(other, call);
                refused += bad.size() + 2;
            }
            if (call.object() != null && before != null) {
                assertThat(owner.get(call.object()).expect(200).version())
                        .as("%s: the version after all refusals", operation.id())
                        .isEqualTo(before.version());
            }
            Reply own = send(NETWORK.gatewayUri(), operation, call, before, NETWORK.token(walled.owner()));
            assertThat(own.status() / 100)
                    .as("%s by its owner: %s", operation.id(), own.body())
                    .isEqualTo(2);
            if (!"GET".equals(operation.method()) && before != null && !"registerDevices".equals(operation.id())) {
                assertThat(owner.get(call.object() == null ? "" : call.object())
                                .expect(200)
                                .version())
                        .as("%s: the version after its owner", operation.id())
                        .isGreaterThan(before.version());
            }
        }
        System.out.println(
                table.size() + " operations, " + refused + " calls refused, each operation served its owner");
    }

    private static Map<String, Walled> table(Stock stock) {
        Map<String, Walled> table = new TreeMap<>();
        lots(table, stock);
        collectedDevices(table, stock);
        workshopDevices(table, stock);
        register(table, stock);
        table.put(
                "passport",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/devices/" + stock.withPassport() + "/passport", null, ""),
                        IsolationE2ET::refused));
        return table;
    }

    private static void lots(Map<String, Walled> table, Stock stock) {
        String lots = "/v1/collection/lots";
        table.put(
                "listLots",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(lots + "?limit=500", stock.offered(), ""),
                        IsolationE2ET::leftOut));
        table.put(
                "offerLot",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(lots, null, Stock.offer("walls-own")),
                        IsolationE2ET::offeredItsOwn));
        table.put("getLot", on(DONOR, OTHER_DONOR, stock::offered, "", ""));
        table.put("lotTransitions", on(DONOR, OTHER_DONOR, stock::offered, "/transitions", ""));
        table.put("lotDevices", on(DONOR, OTHER_DONOR, stock::collected, "/devices", ""));
        table.put("acceptLot", on(WORKSHOP, OTHER_WORKSHOP, stock::offered, "/acceptance", "{}"));
        table.put("declineLot", on(WORKSHOP, OTHER_WORKSHOP, stock::offered, "/declination", Stock.REASON));
        table.put("withdrawLot", on(DONOR, OTHER_DONOR, stock::offered, "/withdrawal", Stock.REASON));
        table.put("schedulePickup", on(WORKSHOP, OTHER_WORKSHOP, stock::accepted, "/pickup", Stock.PICKUP));
        table.put("loadLot", on(CARRIER, OTHER_WORKSHOP, stock::booked, "/loading", Stock.QUANTITIES));
        table.put("confirmCollection", on(DONOR, OTHER_DONOR, stock::loaded, "/collection", Stock.QUANTITIES));
        table.put("correctLot", on(DONOR, OTHER_DONOR, stock::collected, "/correction", """
                        {"quantities":[{"category":"LAPTOP","count":2}],"reason":"recompté"}"""));
        table.put("registerDevices", on(WORKSHOP, OTHER_WORKSHOP, stock::collected, "/devices", CSV));
    }

    private static void collectedDevices(Map<String, Walled> table, Stock stock) {
        table.put("getCollectedDevice", on(DONOR, OTHER_DONOR, stock::registered, "", ""));
        table.put("collectedDeviceTransitions", on(DONOR, OTHER_DONOR, stock::registered, "/transitions", ""));
        table.put("reportLossOnTheWay", on(WORKSHOP, OTHER_WORKSHOP, stock::registered, "/loss", Stock.REASON));
        table.put(
                "correctLossOnTheWay",
                on(WORKSHOP, OTHER_WORKSHOP, stock::lostOnTheWay, "/loss-correction", Stock.REASON));
    }

    private static void workshopDevices(Map<String, Walled> table, Stock stock) {
        table.put(
                "listDevices",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/devices?limit=500", stock.expected(), ""),
                        IsolationE2ET::leftOut));
        table.put(
                "receiveDevices",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.expected();
                            return new Call(
                                    "/v1/refurb/receptions", device, "{\"deviceIds\":[\"" + Stock.id(device) + "\"]}");
                        },
                        IsolationE2ET::receivedNothing));
        table.put("getDevice", on(WORKSHOP, OTHER_WORKSHOP, stock::expected, "", ""));
        table.put("deviceTransitions", on(WORKSHOP, OTHER_WORKSHOP, stock::expected, "/transitions", ""));
        bench(table, "receiveDevice", stock::expected, "/reception", "{}");
        bench(table, "triageDevice", stock::received, "/triage", "{\"noStorage\":true}");
        bench(table, "repairDevice", stock::triaged, "/repairs", "{\"work\":\"Batterie\"}");
        bench(table, "gradeDevice", stock::triaged, "/grade", "{\"grade\":\"B\"}");
        bench(
                table,
                "correctGrade",
                stock::graded,
                "/grade-correction",
                "{\"grade\":\"C\",\"reason\":\"Rayure sur la coque\"}");
        bench(table, "checkQuality", stock::graded, "/quality-check", "{\"passed\":true}");
        bench(table, "scrapDevice", stock::erased, "/scrapping", Stock.REASON);
        bench(table, "correctScrapping", stock::scrapped, "/scrapping-correction", Stock.REASON);
        bench(table, "reportLossFromWorkshop", stock::received, "/loss", Stock.REASON);
        bench(table, "correctLossFromWorkshop", stock::lostInWorkshop, "/loss-correction", Stock.REASON);
        table.put("recordErasure", onMedium(stock, "/erasures", """
                        ,"method":"SANITIZE_CRYPTO_ERASE","tool":"nwipe 0.43","bytesErased":256060514304,\
                        "errors":0,"verified":true,"hiddenSectors":false,"status":"ERASED"}"""));
        table.put("destroyMedium", onMedium(stock, "/destructions", "}"));
    }

    private static void register(Map<String, Walled> table, Stock stock) {
        String register = "/v1/organisations";
        table.put(
                "registerOrganisation",
                new Walled(
                        ADMIN,
                        OTHER_DONOR,
                        () -> new Call(register, null, Stock.organisation(UUID.randomUUID(), "73282932009018")),
                        IsolationE2ET::refused));
        table.put(
                "correctOrganisation",
                on(ADMIN, OTHER_DONOR, () -> stock.registeredOrganisation("73282932009026"), "/correction", """
                                {"name":"Autre nom","siret":"73282932009026","kind":"COMPANY","commune":"67482","reason":"erreur"}"""));
        // The register is there for everybody in the network: what has to hold is that strangers do not see it.
        Wall common = (other, _) -> other.expect(200);
        table.put(
                "organisations",
                new Walled(DONOR, OTHER_DONOR, () -> new Call(register + "?limit=500", null, ""), common));
        table.put(
                "organisation",
                new Walled(
                        DONOR, OTHER_DONOR, () -> new Call(register + "/" + RunningNetwork.DONOR, null, ""), common));
    }

    private static Walled on(String owner, String other, Supplier<String> object, String move, String body) {
        return new Walled(
                owner,
                other,
                () -> {
                    String path = object.get();
                    return new Call(path + move, path, body);
                },
                IsolationE2ET::refused);
    }

    private static void bench(
            Map<String, Walled> table, String operation, Supplier<String> device, String move, String body) {
        table.put(operation, on(WORKSHOP, OTHER_WORKSHOP, device, move, body));
    }

    private static Walled onMedium(Stock stock, String move, String rest) {
        return new Walled(
                WORKSHOP,
                OTHER_WORKSHOP,
                () -> {
                    String device = stock.triaged();
                    return new Call(device + move, device, "{\"serialNumber\":\"SSD-" + Stock.id(device) + "\"" + rest);
                },
                IsolationE2ET::refused);
    }

    private static void refused(Reply other, Call call) {
        problem("another organisation at " + call.path(), other, Set.of(403, 404));
    }

    /** The reference is the owner's as well: each organisation counts its own, and learns nothing of the other's. */
    private static void offeredItsOwn(Reply other, Call call) {
        if (other.status() == 409) {
            assertThat(other.body().path("code").asText())
                    .as("at %s", call.path())
                    .isEqualTo("already_exists");
        } else {
            assertThat(other.expect(201).body().path("donor").asText()).isEqualTo(OTHER_DONOR_ID);
        }
        assertThat(other.http().body()).doesNotContain(RunningNetwork.DONOR);
    }

    private static void leftOut(Reply other, Call call) {
        assertThat(other.expect(200).http().body())
                .as("the other's page of %s", call.path())
                .doesNotContain(Stock.id(String.valueOf(call.object())));
    }

    private static void receivedNothing(Reply other, Call call) {
        JsonNode report = other.expect(200).body();
        assertThat(report.path("received").asInt()).as("%s", report).isZero();
        assertThat(report.path("rejected").asInt()).as("%s", report).isOne();
        assertThat(report.path("rows").path(0).path("code").isMissingNode())
                .as("%s at %s", report, call.path())
                .isTrue();
    }

    private static void problem(String what, Reply reply, Set<Integer> statuses) {
        assertThat(statuses).as("%s: %s", what, reply.http().body()).contains(reply.status());
        assertThat(reply.http().headers().firstValue("content-type").orElse(""))
                .as(what)
                .startsWith("application/problem+json");
        assertThat(reply.body().path("status").asInt()).as(what).isEqualTo(reply.status());
        assertThat(reply.body().path("code").asText()).as(what).isNotBlank();
        assertThat(reply.body().path("messages").path("fr").asText()).as(what).isNotBlank();
        assertThat(reply.body().path("messages").path("en").asText()).as(what).isNotBlank();
    }

    private static Reply send(
            URI base, PublishedOperation operation, Call call, @Nullable Reply before, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(call.path())).timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!"GET".equals(operation.method())) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
            request.header("Content-Type", operation.bodyType() == null ? "application/json" : operation.bodyType());
            if (before != null) {
                request.header("If-Match", "\"v" + before.version() + "\"");
            }
        }
        request.method(operation.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        return Partner.send(request);
    }

    /** The gateway, and the service behind it, which has to be as wary. */
    private static List<URI> doors(PublishedOperation operation) {
        List<URI> doors = new ArrayList<>(List.of(NETWORK.gatewayUri()));
        String first = operation.path().replaceFirst("^/v1/", "").replaceFirst("/.*", "");
        Service.ALL.stream()
                .filter(service -> service.name().equals(first))
                .forEach(service -> doors.add(NETWORK.serviceUri(service.name())));
        return doors;
    }

    /** A token that was good for everything until it ended. */
    private static String expired() {
        String token = NETWORK.token("short-lived");
        JsonNode claims = claims(token);
        JsonNode good = claims(NETWORK.token(DONOR));
        for (String claim : new String[] {"iss", "organisation", "regions", "env"}) {
            assertThat(claims.path(claim)).as(claim).isEqualTo(good.path(claim));
        }
        assertThat(claims.path("aud").toString()).contains("reuse-api");
        assertThat(claims.path("realm_access").path("roles").toString()).contains("donor");
        await("the token to expire")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Instant.now()
                        .isAfter(Instant.ofEpochSecond(claims.path("exp").asLong() + 1)));
        return token;
    }

    private static JsonNode claims(String token) {
        try {
            return Partner.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException unreadable) {
            throw new AssertionError("not a token: " + token, unreadable);
        }
    }

    /** The same claims under a signature that is not the realm's. */
    private static String forged(String token) {
        int at = token.lastIndexOf('.') + 10;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    @Test
    void publicOperationsAreExactlyTheCommittedList() throws IOException {
        Set<String> listed = new TreeSet<>(Files.readAllLines(
                Path.of(Home.find().root().toString(), "gateway/src/main/resources/public-operations.txt")));
        Set<String> open = OPERATIONS.stream()
                .filter(operation -> !operation.secured())
                .map(operation -> operation.method() + " " + operation.path())
                .collect(toSet());
        assertThat(listed.stream().filter(line -> line.contains(" /v1/")).collect(toSet()))
                .as("the committed list and the operations that need no token")
                .containsExactlyInAnyOrderElementsOf(open);
        for (String line : listed) {
            String[] parts = line.split(" ", 2);
            String path = parts[1].replace("{code}", "stale")
                    .replace("{name}", "collection.LotOffered.v1")
                    .replace("swagger-ui/*", "swagger-ui/index.html");
            Answer answer = RawCall.send(
                    NETWORK.gatewayUri(),
                    parts[0],
                    path.contains("/progress") ? path + "?region=44" : path,
                    null,
                    null);
            assertThat(answer.status()).as(line).isBetween(200, 302);
        }
    }

    @Test
    void noSpellingOfAPathGetsThrough() throws Exception {
        Map<String, UnaryOperator<String>> mutations = PathMutations.all();
        assertThat(mutations).hasSizeGreaterThanOrEqualTo(40);
        Stock stock = new Stock(NETWORK);
        String lot = Stock.id(stock.offered());
        String device = Stock.id(stock.received());
        String noRole = NETWORK.token("no-role");
        ConcurrentLinkedQueue<String> through = new ConcurrentLinkedQueue<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (PublishedOperation operation : OPERATIONS) {
                String path = operation.filled(
                        operation.path().contains("/lots/")
                                ? lot
                                : operation.path().contains("/organisations/") ? RunningNetwork.DONOR : device);
                for (Map.Entry<String, UnaryOperator<String>> mutation : mutations.entrySet()) {
                    String spelled = mutation.getValue().apply(path);
                    for (URI door : doors(operation)) {
                        for (@Nullable String token : new @Nullable String[] {null, noRole}) {
                            answers.add(callers.submit(() -> {
                                Answer answer =
                                        RawCall.send(door, operation.method(), spelled, operation.bodyType(), token);
                                if (!kept(operation, path, spelled, answer.status())) {
                                    through.add(answer.status() + " for " + mutation.getKey() + ": "
                                            + operation.method() + " " + spelled + " at " + door
                                            + (token == null ? "" : " without a role"));
                                }
                                return answer.status();
                            }));
                        }
                    }
                }
            }
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
        }
        System.out.println(mutations.size() + " spellings of " + OPERATIONS.size() + " operations: " + statuses);
        assertThat(through).isEmpty();
        var donor = new Partner(NETWORK, DONOR);
        assertThat(donor.get("/v1/collection/lots/" + lot).expect(200).version())
                .isOne();
    }

    /** A public operation may be found under another spelling of the same characters, or with a blank after it; nothing else is. */
    private static boolean kept(PublishedOperation operation, String path, String spelled, int status) {
        if (Set.of(400, 401, 403, 404, 405).contains(status)) {
            return true;
        }
        // A request line that is not HTTP need not be answered.
        if (status == 0) {
            return spelled.contains("\t");
        }
        return !operation.secured() && (status == 200 || status == 422) && same(path, spelled);
    }

    private static boolean same(String path, String spelled) {
        try {
            return URLDecoder.decode(spelled, StandardCharsets.UTF_8)
                    .replaceFirst("(/|#x|\\t)$", "")
                    .equals(path);
        } catch (IllegalArgumentException notEncoded) {
            return false;
        }
    }

    @Test
    void theApiRoleSeesNoMoreThanItsOrganisationInAnyTable() throws SQLException {
        // Leaves the donor a row in every table.
        assertThat(new Stock(NETWORK).withPassport()).isNotBlank();
        for (Service service : Service.ALL) {
            String database = service.name();
            try (Connection api = NETWORK.connect(database, database + "_api");
                    Connection audit = NETWORK.audit(database)) {
                List<String> tables = texts(
                        audit,
                        "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace");
                assertThat(tables).as(database).contains("device").containsAll(SHUT.keySet());
                for (String table : tables) {
                    if (SHUT.containsKey(table)) {
                        forbidden(api, "select " + SHUT.get(table) + " from " + table);
                    } else if (!SHARED.contains(database + "." + table) && !table.endsWith("_move")) {
                        walled(database + "." + table, api, audit);
                    }
                }
                forbidden(api, "set role " + database + "_worker");
                forbidden(api, "delete from device");
                forbidden(api, "alter table device disable row level security");
                forbidden(api, "set row_security = off; select count(*) from device");
                forbidden(api, "create table mine (id int)");
            }
            for (Service other : Service.ALL) {
                if (!other.equals(service)) {
                    assertThatThrownBy(() -> NETWORK.connect(other.name(), database + "_api"))
                            .as("%s_api in the database of %s", database, other.name())
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("permission denied for database");
                }
            }
        }
    }

    private static void walled(String where, Connection api, Connection audit) throws SQLException {
        String table = where.substring(where.indexOf('.') + 1);
        List<String> columns =
                texts(audit, "select column_name from information_schema.columns where table_name = '" + table + "'");
        String all = "select count(*) from " + table;
        as(api, "");
        assertThat(number(api, all)).as(where + " without an organisation").isZero();
        long most = 0;
        for (String organisation :
                new String[] {RunningNetwork.DONOR, RunningNetwork.WORKSHOP, ADMIN_ID, OTHER_DONOR_ID}) {
            String mine = columns.contains("readers")
                    ? "readers @> array['" + organisation + "'::uuid]"
                    : "organisation = '" + organisation + "'";
            // Every organisation may read the register.
            String readable = where.equals("gateway.organisation") ? "true" : mine;
            long before = number(audit, all + " where " + readable);
            as(api, organisation);
            long seen = number(api, all);
            assertThat(seen)
                    .as("%s as %s", where, organisation)
                    .isBetween(before, number(audit, all + " where " + readable));
            assertThat(number(api, all + " where not (" + readable + ")"))
                    .as("%s of others as %s", where, organisation)
                    .isZero();
            most = Math.max(most, seen);
            if (columns.contains("holders")) {
                try (Statement statement = api.createStatement()) {
                    assertThat(statement.executeUpdate(
                                    "update " + table + " set version = version where not holders @> array['"
                                            + organisation + "'::uuid]"))
                            .as("%s held by others, changed by %s", where, organisation)
                            .isZero();
                }
            } else {
                forbidden(api, "update " + table + " set " + columns.getFirst() + " = " + columns.getFirst());
            }
        }
        assertThat(most).as("rows of %s that somebody sees", where).isPositive();
        as(api, "");
    }

    private static void forbidden(Connection api, String sql) {
        assertThatThrownBy(() -> {
                    try (Statement statement = api.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).as(sql).isEqualTo("42501"));
    }

    private static void as(Connection api, String organisation) throws SQLException {
        var _ = texts(api, "select set_config('app.organisation', '" + organisation + "', false)");
    }

    private static long number(Connection connection, String query) throws SQLException {
        return Long.parseLong(texts(connection, query).getFirst());
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void healthAndMetricsAreNotOnThePublicPorts() {
        String token = NETWORK.token(DONOR);
        for (Service service : Service.ALL) {
            URI open = NETWORK.serviceUri(service.name());
            for (String path : new String[] {
                "/q",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/q/info",
                "/q/dev-ui",
                "/q/swagger-ui",
                "/health",
                "/metrics",
                "/openapi"
            }) {
                assertThat(RawCall.send(open, "GET", path, null, null).status())
                        .as("%s of %s", path, service.name())
                        .isEqualTo(404);
                assertThat(RawCall.send(open, "GET", path, null, token).status())
                        .as("%s of %s with a token", path, service.name())
                        .isEqualTo(404);
            }
            URI side = NETWORK.managementUri(service.name());
            assertThat(RawCall.send(side, "GET", "/q/health/ready", null, null).status())
                    .isEqualTo(200);
            assertThat(RawCall.send(side, "GET", "/q/metrics", null, null).status())
                    .isEqualTo(200);
            for (PublishedOperation operation : OPERATIONS) {
                assertThat(RawCall.send(
                                        side,
                                        operation.method(),
                                        operation.filled(RunningNetwork.DONOR),
                                        operation.bodyType(),
                                        token)
                                .status())
                        .as("%s on the management port of %s", operation.id(), service.name())
                        .isEqualTo(404);
            }
        }
    }
}
