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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.reuse.local.Partner.Reply;
import network.reuse.local.RawCall.Answer;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Walled;
import network.reuse.servers.Home;
import network.reuse.servers.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Nobody gets at another's rows: not by an operation, not by an odd path, not by SQL, not by a side port. */
@Order(3)
class IsolationE2ET {
    /** Has each spelling tried by each caller of its operation, as a soak does; else by one, in turn. */
    private static final String EVERY_SPELLING = "spellings.all";

    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final List<PublishedOperation> OPERATIONS = PublishedOperation.all(NETWORK);
    private static final String DONOR = "region-grand-est";
    private static final String ADMIN = "network-admin";
    private static final String OTHER_DONOR = "autre-donneur";
    private static final String OTHER_DONOR_ID = "01900000-0000-7000-8000-000000000006";
    private static final String ADMIN_ID = "01900000-0000-7000-8000-000000000005";
    /** How many devices the counter gets at a time. */
    private static final int SHIPMENT = 12;

    /** What everybody in the network may read, or everybody at all. */
    private static final Set<String> SHARED = Set.of(
            "allocation.organisation",
            "allocation.commitment_step",
            "allocation.goods_step",
            "allocation.posting_kind",
            "collection.goods_kind",
            "collection.organisation",
            "mediation.organisation",
            "refurb.organisation",
            "refurb.certificate_key",
            "gateway.counter",
            "gateway.feed_sequence",
            "gateway.hand_over_change",
            "gateway.progress_change",
            "gateway.progress_snapshot",
            "gateway.public_seq",
            "gateway.result_snapshot",
            "gateway.target");

    /** What is derived from the others, once there is enough of them. */
    private static final Set<String> DERIVED = Set.of("gateway.progress_snapshot", "gateway.result_snapshot");

    /** What no caller's transaction may read, each with what it would be read for. */
    private static final Map<String, String> SHUT = Map.of(
            "event_journal", "value",
            "outbox", "journal_id",
            "consumer_checkpoint", "event_id",
            "pending_event", "value",
            "dead_letter", "reason",
            "quarantined_stream", "reason",
            "timer", "command",
            "flyway_schema_history", "version");

    /** The same, in one database alone. */
    private static final Map<String, String> SHUT_THERE = Map.of(
            "gateway.region_topic", "seq",
            "mediation.booking_mail", "state",
            "mediation.workshop_reminder", "starts_at",
            "mediation.programme", "sponsor",
            "refurb.certificate_checkpoint", "journal_id",
            "refurb.file_check", "checked_at",
            "refurb.file_store", "mark");

    /** What whoever may read it may also change: a contact is put right or blanked, a quota counts what is taken. */
    private static final Set<String> CHANGED_BY_READERS = Set.of(
            "allocation.person",
            "mediation.person",
            "mediation.calendar_link",
            "allocation.programme_quota",
            "collection.column_mapping",
            "collection.incident_mailbox",
            "collection.site_contact",
            "collection.workshop_capacity",
            "refurb.device_inventory");

    /** What may be deleted by those whose it is. */
    private static final Set<String> DELETED_BY_READERS = Set.of(
            "allocation.likeness",
            "allocation.programme_share",
            "allocation.back_order",
            "gateway.webhook_delivery",
            "mediation.occupation",
            "mediation.calendar_link",
            "collection.incident_mailbox",
            "collection.site_contact");

    private static final List<String> ORGANISATIONS = List.of(
            RunningNetwork.DONOR,
            RunningNetwork.WORKSHOP,
            RunningNetwork.CARRIER,
            ADMIN_ID,
            OTHER_DONOR_ID,
            Shelf.SPONSOR_ID,
            Classroom.THIRD_PLACE_ID);

    @Test
    void everyOperationRefusesWhomItDoesNotConcernAndServesItsOwner() {
        List<Map<String, Walled>> tables = tables();
        Map<String, PublishedOperation> secured = OPERATIONS.stream()
                .filter(PublishedOperation::secured)
                .collect(toMap(PublishedOperation::id, Function.identity()));
        assertThat(tables.stream().flatMap(table -> table.keySet().stream()))
                .as("this test's tables and the published operations")
                .containsExactlyInAnyOrderElementsOf(secured.keySet());
        String expired = expired();
        AtomicInteger refused = new AtomicInteger();
        RunningNetwork.atOnce(
                tables,
                table -> table.forEach(
                        (id, walled) -> refused.addAndGet(refusals(requireNonNull(secured.get(id)), walled, expired))));
        System.out.println(
                secured.size() + " operations, " + refused + " calls refused, each operation served its owner");
    }

    /** Calls an operation as whoever it refuses, and then as its owner; says how many calls were refused. */
    private static int refusals(PublishedOperation operation, Walled walled, String expired) {
        int refused = 0;
        Call call = walled.call().get();
        assertThat(operation.covers(call.path()))
                .as("%s is called at %s", operation.id(), call.path())
                .isTrue();
        assertThat(operation.statuses()).as(operation.id()).contains("400", "401", "403");
        Partner owner = new Partner(NETWORK, walled.owner());
        Reply before = call.object() == null ? null : owner.get(call.object()).expect(200);
        for (URI base : doors(operation)) {
            String where = operation.id() + " at " + base + ", ";
            Map<String, @Nullable String> bad = new LinkedHashMap<>();
            bad.put("no token", null);
            bad.put("expired token", expired);
            bad.put("token for another audience", NETWORK.token("wrong-audience"));
            bad.put("broken signature", forged(NETWORK.token(walled.owner())));
            bad.forEach((name, token) ->
                    Walls.problem(where + name, send(base, operation, call, before, token), Set.of(401)));
            Walls.problem(
                    where + "no role", send(base, operation, call, before, NETWORK.token("no-role")), Set.of(403));
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
        return refused;
    }

    /** The operations of each service, and the gateway's own, each with things of their own, so that they are called at the same time. */
    private static List<Map<String, Walled>> tables() {
        Map<String, Walled> collection = new TreeMap<>();
        CollectionWalls.add(collection, new Stock(NETWORK));
        Map<String, Walled> refurb = new TreeMap<>();
        RefurbWalls.add(refurb, new Stock(NETWORK));
        Map<String, Walled> allocation = new TreeMap<>();
        AllocationWalls.add(allocation, new Shelf(NETWORK, SHIPMENT));
        Map<String, Walled> mediation = new TreeMap<>();
        MediationWalls.add(mediation, new Classroom(NETWORK));
        return List.of(collection, refurb, allocation, mediation, ofTheGateway(new Stock(NETWORK)));
    }

    private static Map<String, Walled> ofTheGateway(Stock stock) {
        Map<String, Walled> table = new TreeMap<>();
        register(table, stock);
        DonorWalls.add(table);
        SandboxWalls.add(table, stock);
        FeedWalls.add(table, stock);
        WebhookWalls.add(table, stock);
        table.put(
                "passport",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/devices/" + stock.withPassport() + "/passport", null, ""),
                        Walls::refused));
        table.put(
                "donorReport",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/progress/donor", null, ""),
                        IsolationE2ET::reportedItsOwn));
        return table;
    }

    /** Whose report it is comes from the token alone. */
    private static void reportedItsOwn(Reply other, Call call) {
        assertThat(other.expect(200).body().path("donor").asText())
                .as("at %s", call.path())
                .isEqualTo(OTHER_DONOR_ID)
                .isNotEqualTo(RunningNetwork.DONOR);
    }

    private static void register(Map<String, Walled> table, Stock stock) {
        String register = "/v1/organisations";
        table.put(
                "registerOrganisation",
                new Walled(
                        ADMIN,
                        OTHER_DONOR,
                        () -> new Call(register, null, Stock.organisation(UUID.randomUUID(), "73282932009018")),
                        Walls::refused));
        table.put(
                "correctOrganisation",
                Walls.on(ADMIN, OTHER_DONOR, () -> stock.registeredOrganisation("73282932009026"), "/correction", """
                                {"name":"Autre nom","siret":"73282932009026","kind":"COMPANY","commune":"67482","reason":"erreur"}"""));
        // The register is there for everybody in the network: what has to hold is that strangers do not see it.
        table.put(
                "organisations",
                new Walled(DONOR, OTHER_DONOR, () -> new Call(register + "?limit=500", null, ""), Walls::common));
        table.put(
                "organisation",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(register + "/" + RunningNetwork.DONOR, null, ""),
                        Walls::common));
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

    /** Who tries a spelling, and where. */
    private record Caller(URI door, @Nullable String token) {
        @Override
        public String toString() {
            return (token == null ? "somebody unknown" : "somebody without a role") + " at " + door;
        }
    }

    /** Whoever has no token and whoever has no role, at each door. */
    private static List<Caller> callers(PublishedOperation operation, String noRole) {
        return doors(operation).stream()
                .flatMap(door -> Stream.of(new Caller(door, null), new Caller(door, noRole)))
                .toList();
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
        assertThat(listed.stream()
                        .filter(line -> line.contains(" /v1/") || line.contains(" /.well-known/"))
                        .collect(toSet()))
                .as("the committed list and the operations that need no token")
                .containsExactlyInAnyOrderElementsOf(open);
        Classroom classroom = new Classroom(NETWORK);
        String invitation = classroom.invitation(new Shelf(NETWORK, 1).handedOver());
        String booking = "/v1/mediation/invitations/" + invitation + "/booking";
        Set<String> changing =
                listed.stream().filter(line -> !line.startsWith("GET ")).collect(toSet());
        assertThat(changing)
                .containsExactlyInAnyOrder(
                        "POST /invitations/{code}",
                        "POST /v1/mediation/invitations/{code}/booking",
                        "POST /v1/mediation/invitations/{code}/cancellation");
        listed.removeAll(changing);
        String certificate = new Stock(NETWORK).certified();
        for (String line : listed) {
            String[] parts = line.split(" ", 2);
            String path = parts[1].replace("invitations/{code}", "invitations/" + invitation)
                    .replace("{code}", "stale")
                    .replace("certificates/{id}", "certificates/" + certificate)
                    .replace("{name}", "collection.LotOffered.v1")
                    .replace("{insee}", "67482")
                    .replace("{id}", "01900000-0000-7000-8000-000000000099")
                    .replace("swagger-ui/*", "swagger-ui/index.html");
            Answer answer = RawCall.send(
                    NETWORK.gatewayUri(),
                    parts[0],
                    path.contains("/progress") ? path + "?region=44" : path,
                    null,
                    null);
            boolean isNothing = parts[1].endsWith("}/calendar.ics") && !parts[1].contains("{insee}");
            if (isNothing || parts[1].startsWith("/d/")) {
                assertThat(answer.status())
                        .as("there is nothing to keep before a seat is booked, nor to show under what is none")
                        .isEqualTo(404);
            } else {
                assertThat(answer.status()).as(line).isBetween(200, 302);
            }
        }
        HttpRequest.Builder seat = HttpRequest.newBuilder(NETWORK.gatewayUri().resolve(booking))
                .header("Idempotency-Key", "public-seat")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"workshopId\":\"" + Stock.id(classroom.scheduled()) + "\"}"));
        String code = Partner.send(seat).expect(201).body().path("code").asText();
        Partner.send(HttpRequest.newBuilder(NETWORK.gatewayUri()
                                .resolve("/v1/mediation/invitations/" + invitation + "/cancellation"))
                        .header("Idempotency-Key", "public-seat-back")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}")))
                .expect(200);
        Partner.send(HttpRequest.newBuilder(NETWORK.gatewayUri().resolve("/v1/mediation/invitations/invented")))
                .expect(404);
    }

    @Test
    void noSpellingOfAPathGetsThrough() throws Exception {
        Map<String, UnaryOperator<String>> mutations = PathMutations.all();
        assertThat(mutations).hasSizeGreaterThanOrEqualTo(40);
        Stock stock = new Stock(NETWORK);
        String lot = stock.offered();
        Shelf shelf = new Shelf(NETWORK, 2);
        String request = shelf.submitted();
        String pack = shelf.handedOver();
        Classroom classroom = new Classroom(NETWORK);
        String booking = classroom.booked();
        String invitation = "/v1/mediation/invitations/" + classroom.invitation(pack);
        List<String> real = List.of(
                lot,
                stock.received(),
                "/v1/organisations/" + RunningNetwork.DONOR,
                shelf.gifts(),
                request,
                pack,
                shelf.stocked(),
                "/v1/allocation/people/" + shelf.person(request),
                classroom.opened(),
                classroom.workshopOf(booking),
                booking,
                "/v1/mediation/people/" + classroom.participant(booking),
                invitation);
        String noRole = NETWORK.token("no-role");
        ConcurrentLinkedQueue<String> through = new ConcurrentLinkedQueue<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService atOnce = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (PublishedOperation operation : OPERATIONS) {
                String path = operation.filled(real.stream()
                        .filter(one -> operation.path().startsWith(one.substring(0, one.lastIndexOf('/') + 1)))
                        .findFirst()
                        .map(Stock::id)
                        .orElse(Stock.id(real.get(1))));
                List<Caller> callers = callers(operation, noRole);
                int turn = OPERATIONS.indexOf(operation);
                for (Map.Entry<String, UnaryOperator<String>> mutation : mutations.entrySet()) {
                    String spelled = mutation.getValue().apply(path);
                    turn++;
                    for (Caller caller : Boolean.getBoolean(EVERY_SPELLING)
                            ? callers
                            : List.of(callers.get(turn % callers.size()))) {
                        answers.add(atOnce.submit(() -> {
                            Answer answer = RawCall.send(
                                    caller.door(), operation.method(), spelled, operation.bodyType(), caller.token());
                            if (!kept(operation, path, spelled, answer.status())) {
                                through.add(answer.status() + " for " + mutation.getKey() + ": " + operation.method()
                                        + " " + spelled + " by " + caller);
                            }
                            return answer.status();
                        }));
                    }
                }
            }
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
        }
        System.out.println(mutations.size() + " spellings of " + OPERATIONS.size() + " operations: " + statuses);
        assertThat(through).isEmpty();
        assertThat(new Partner(NETWORK, DONOR).get(lot).expect(200).version()).isOne();
        assertThat(new Partner(NETWORK, Shelf.SPONSOR).get(request).expect(200).version())
                .isOne();
        assertThat(new Partner(NETWORK, Classroom.THIRD_PLACE)
                        .get(booking)
                        .expect(200)
                        .version())
                .isOne();
        assertThat(Partner.send(HttpRequest.newBuilder(NETWORK.gatewayUri().resolve(invitation)))
                        .expect(200)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("ISSUED");
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
        leaveARowInEveryTable();
        for (Service service : Service.ALL) {
            String database = service.name();
            try (Connection api = NETWORK.connect(database, database + "_api");
                    Connection audit = NETWORK.audit(database)) {
                List<String> tables = texts(
                        audit,
                        "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace");
                assertThat(tables).as(database).contains("idempotency_key").containsAll(SHUT.keySet());
                for (String table : tables) {
                    String where = database + "." + table;
                    String shut = SHUT_THERE.getOrDefault(where, SHUT.get(table));
                    if (shut != null) {
                        forbidden(api, "select " + shut + " from " + table);
                    } else if (SHARED.contains(where) || table.endsWith("_move")) {
                        unchangeable(where, api, audit);
                    } else {
                        walled(where, api, audit);
                    }
                    forbidden(api, "truncate " + table);
                    forbidden(api, "alter table " + table + " disable row level security");
                }
                forbidden(api, "set role " + database + "_worker");
                forbidden(api, "create table mine (id int)");
            }
            for (Service other : Service.ALL) {
                if (!other.equals(service)) {
                    isKeptOut(database + "_api", other.name());
                }
            }
        }
    }

    private static void leaveARowInEveryTable() {
        Stock stock = new Stock(NETWORK);
        assertThat(stock.withPassport()).isNotBlank();
        assertThat(stock.run()).isNotBlank();
        assertThat(stock.certified()).isNotBlank();
        assertThat(stock.stray(stock.expected())).isNotBlank();
        assertThat(stock.columnMapping()).isNotBlank();
        assertThat(stock.readAtASite()).isNotBlank();
        assertThat(stock.incidentMailbox()).isNotBlank();
        assertThat(stock.lostOnTheWay()).isNotBlank();
        assertThat(stock.goods()).isNotBlank();
        assertThat(stock.pallet()).isNotBlank();
        assertThat(stock.insertionHours()).isNotBlank();
        assertThat(stock.inventoried()).isNotBlank();
        assertThat(stock.photo()).isNotBlank();
        assertThat(stock.capacity()).isNotBlank();
        assertThat(stock.erasureMinimum()).isNotBlank();
        assertThat(stock.mended()).isNotBlank();
        assertThat(stock.qualityRule()).isNotBlank();
        assertThat(stock.template()).isNotBlank();
        assertThat(stock.counted()).isNotBlank();
        assertThat(stock.sandboxOrganisation()).isNotBlank();
        stock.reenStock();
        leaveADeliveryThatFails(stock);
        Shelf shelf = new Shelf(NETWORK, 3);
        assertThat(shelf.read()).isNotEqualTo(shelf.forgotten());
        assertThat(shelf.label()).isNotBlank();
        assertThat(shelf.called()).isNotBlank();
        assertThat(shelf.agreement()).isNotBlank();
        assertThat(shelf.waiting()).isNotBlank();
        assertThat(shelf.packedWithGoods()).isNotBlank();
        assertThat(shelf.appointment()).isNotBlank();
        assertThat(shelf.connectivityLine()).isNotBlank();
        assertThat(shelf.inventoried()).isNotBlank();
        assertThat(shelf.unchecked()).isNotBlank();
        assertThat(shelf.identified()).isNotEqualTo(shelf.decided());
        Classroom classroom = new Classroom(NETWORK);
        assertThat(classroom.read()).isNotEqualTo(classroom.planned());
        assertThat(classroom.calendarLink()).isNotBlank();
        String pack = shelf.handedOver();
        assertThat(classroom.invitation(pack)).isNotBlank();
        await("a message about " + pack)
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningNetwork.count(
                                NETWORK,
                                "allocation",
                                "select count(*) from invitation_mail where pack_id = '" + Stock.id(pack) + "'")
                        == 1);
    }

    /** It stays where it is when its webhook is disabled. */
    private static void leaveADeliveryThatFails(Stock stock) {
        String webhook = stock.webhook("walls-of-deliveries", "{\"url\":\"http://127.0.0.1:9/reemploi\"}");
        assertThat(stock.offered()).isNotBlank();
        await("an attempt at " + webhook)
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningNetwork.count(
                                NETWORK,
                                "gateway",
                                "select count(*) from webhook_attempt a join webhook_delivery d on d.webhook = a.webhook"
                                        + " where a.webhook = '" + Stock.id(webhook) + "'")
                        > 0);
        stock.disableWebhook(webhook);
    }

    /** The rows of a table that an organisation of the live network may read. */
    private static String readable(String where, List<String> columns, String organisation) {
        String live = columns.contains("env") ? " and env = 'LIVE'" : "";
        String reader = "readers @> array['" + organisation + "'::uuid]";
        return switch (where) {
            // Every organisation may read the register, the sandbox's as well.
            case "gateway.organisation" -> "true";
            case "gateway.sandbox_organisation" -> "'" + organisation + "' in (maker::text, account::text)";
            case "mediation.workshop" -> "(" + reader + " or status = 'SCHEDULED')" + live;
            // How many seats are left is told of what everybody may book.
            case "mediation.workshop_seats" -> "true" + live;
            // Who sees a device sees its certificates; a workshop sees its chain, wherever the devices have gone.
            case "refurb.certificate" ->
                "((workshop = '" + organisation + "'" + live + ") or device_id in (select id from device where "
                        + reader + live + "))";
            case "refurb.device_inventory" ->
                "device_id in (select id from device where " + reader + " and env = 'LIVE')";
            case "refurb.insertion_hours", "refurb.step_staff" -> "workshop = '" + organisation + "'" + live;
            case "refurb.lot_count" -> "lot_id in (select lot_id from device where " + reader + " and env = 'LIVE')";
            case "refurb.certificate_chain" -> "workshop = '" + organisation + "'" + live;
            case "collection.incident_mail" -> "donor = '" + organisation + "'" + live;
            case "collection.site_contact", "collection.pickup_contact_reading" ->
                "owner = '" + organisation + "'" + live;
            // Its copy is for the carrier as long as the lot names it, and for the site's owner, who put it there.
            case "collection.pickup_contact" ->
                "(owner = '" + organisation + "' or carrier = '" + organisation
                        + "' and exists (select from lot l where l.site_contact = pickup_contact.ref))" + live;
            // Whoever may ask in a programme marks households as its sponsor declares.
            case "allocation.household_identification" ->
                "(sponsor = '" + organisation + "' or sponsor in (select sponsor from programme where " + reader + live
                        + "))" + live;
            case "allocation.commitment", "allocation.envelope_balance", "allocation.posting" ->
                "'" + organisation + "' in (sponsor::text, funder::text)";
            case "allocation.device_hardware" ->
                "device_id in (select id from device where " + reader + " and env = 'LIVE')";
            case "allocation.hand_over_slot" ->
                "day_id in (select id from hand_over_day where " + reader + " and env = 'LIVE')";
            // Whoever sees an offer, or a line of it, sees how many are taken.
            case "allocation.connectivity_stock" ->
                "(offer_id in (select id from connectivity_offer where " + reader + " and env = 'LIVE')"
                        + " or offer_id in (select offer_id from connectivity_line where " + reader
                        + " and env = 'LIVE'))";
            // What is stated of territories is for everybody in the network.
            case "allocation.territory_statement" -> "true" + live;
            case "allocation.programme_eligibility" ->
                "programme_id in (select id from programme where " + reader + " and env = 'LIVE')";
            case "allocation.person_reading", "mediation.person_reading" ->
                "ref in (select ref from person where " + reader + ")";
            default -> {
                String owner = columns.contains("sponsor") ? "sponsor" : "organisation";
                yield (columns.contains("readers") ? reader : owner + " = '" + organisation + "'") + live;
            }
        };
    }

    private static void walled(String where, Connection api, Connection audit) throws SQLException {
        String table = where.substring(where.indexOf('.') + 1);
        List<String> columns = columns(audit, table);
        // The first may be one that the database fills by itself, and refuses for that.
        String column = columns.get(1);
        String all = "select count(*) from " + table;
        as(api, "");
        assertThat(number(api, all)).as(where + " without an organisation").isZero();
        long most = 0;
        for (String organisation : ORGANISATIONS) {
            String readable = readable(where, columns, organisation);
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
            if (columns.contains("owners")) {
                assertThat(changed(
                                api,
                                "update " + table + " set version = version where not owners @> array['" + organisation
                                        + "'::uuid]"))
                        .as("%s held by others, changed by %s", where, organisation)
                        .isZero();
            } else if (CHANGED_BY_READERS.contains(where)) {
                assertThat(changed(
                                api,
                                "update " + table + " set " + column + " = " + column + " where not (" + readable
                                        + ")"))
                        .as("%s of others, changed by %s", where, organisation)
                        .isZero();
            } else {
                forbidden(api, "update " + table + " set " + column + " = " + column);
            }
            if (columns.contains("env") && !where.equals("gateway.organisation")) {
                inTheSandbox(where, table, api);
            }
        }
        assertThat(most).as("rows of %s that somebody sees", where).isPositive();
        if (!DELETED_BY_READERS.contains(where)) {
            forbidden(api, "delete from " + table);
        }
        forbidden(api, "set row_security = off; select count(*) from " + table);
        as(api, "");
    }

    /** Whoever is known and plays in the sandbox sees and changes nothing of the live network. */
    private static void inTheSandbox(String where, String table, Connection api) throws SQLException {
        var _ = texts(api, "select set_config('app.env', 'TEST', false)");
        assertThat(number(api, "select count(*) from " + table + " where env = 'LIVE'"))
                .as("%s from the sandbox", where)
                .isZero();
        if (table.equals("workshop_seats")) {
            assertThat(changed(api, "update workshop_seats set booked = 0"))
                    .as("%s from the sandbox", where)
                    .isZero();
        }
        var _ = texts(api, "select set_config('app.env', '', false)");
    }

    private static void unchangeable(String where, Connection api, Connection audit) throws SQLException {
        String table = where.substring(where.indexOf('.') + 1);
        String column = columns(audit, table).get(1);
        as(api, RunningNetwork.DONOR);
        if (!DERIVED.contains(where)) {
            assertThat(number(api, "select count(*) from " + table)).as(where).isPositive();
        }
        forbidden(api, "update " + table + " set " + column + " = " + column);
        forbidden(api, "delete from " + table);
        forbidden(api, "insert into " + table + " default values");
        as(api, "");
    }

    @Test
    void theKeysOfPeopleAreReachedByTheirOwnServiceAlone() throws SQLException {
        List<Service> keepers =
                Service.ALL.stream().filter(Service::keepsPeople).toList();
        assertThat(keepers).extracting(Service::name).containsExactly("collection", "allocation", "mediation");
        for (Service keeper : keepers) {
            String keys = keeper.name() + "_keys";
            for (Service service : Service.ALL) {
                for (String suffix : new String[] {"_api", "_worker", "_owner"}) {
                    isKeptOut(service.name() + suffix, keys);
                }
                isKeptOut(keys + "_api", service.name());
                if (service.keepsPeople() && !service.equals(keeper)) {
                    isKeptOut(service.name() + "_keys_api", keys);
                    isKeptOut(service.name() + "_keys_owner", keys);
                }
            }
            try (Connection api = NETWORK.connect(keys, keys + "_api");
                    Connection owner = RunningNetwork.reading(NETWORK, keys)) {
                isKeptOut("audit", keys);
                assertThat(texts(owner, "select tablename from pg_tables where schemaname = 'public'"))
                        .containsExactlyInAnyOrder("person_key", "flyway_schema_history");
                assertThat(texts(
                                owner,
                                "select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
                                        + " 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p where has_table_privilege('" + keys
                                        + "_api', 'person_key', p)"))
                        .as("what %s_api may do", keys)
                        .containsExactlyInAnyOrder("SELECT", "INSERT", "DELETE");
                forbidden(api, "update person_key set wrapped = wrapped");
                forbidden(api, "truncate person_key");
                forbidden(api, "alter table person_key disable row level security");
                // It may see which migrations were applied, by which a process knows whether it may begin.
                forbidden(api, "update flyway_schema_history set success = success");
                forbidden(api, "delete from flyway_schema_history");
                forbidden(api, "create table mine (id int)");
                forbidden(api, "set role " + keys + "_owner");
            }
        }
    }

    private static void isKeptOut(String role, String database) {
        assertThatThrownBy(() -> NETWORK.connect(database, role))
                .as("%s in the database %s", role, database)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
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

    private static int changed(Connection api, String update) throws SQLException {
        try (Statement statement = api.createStatement()) {
            return statement.executeUpdate(update);
        }
    }

    private static List<String> columns(Connection audit, String table) throws SQLException {
        return texts(
                audit,
                "select column_name from information_schema.columns where table_schema = 'public' and table_name = '"
                        + table + "' order by ordinal_position");
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
