package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.backends;
import static network.reuse.allocation.AllocationServiceIT.bodies;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.count;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.heard;
import static network.reuse.allocation.AllocationServiceIT.owner;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.types;
import static network.reuse.allocation.Counter.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counted goods in packs, on a real database: each is free, put aside or gone, at any time and once. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class GoodsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MISTAKEN = "{\"reason\":\"autre pack\"}";
    private static final String WRONG = "select count(*) from goods_balance b where"
            + " b.free + b.reserved + b.gone <> b.received or b.reserved <> coalesce((select sum(g.count) from pack_goods g"
            + " join pack p on p.id = g.pack_id where g.goods_id = b.goods_id and g.status = 'RESERVED'"
            + " and p.status = 'RESERVED'), 0) or b.gone <> coalesce((select sum(g.count) from pack_goods g"
            + " join pack p on p.id = g.pack_id where g.goods_id = b.goods_id and g.status = 'GONE'"
            + " and p.status in ('DELIVERED', 'SOLD', 'RETURNED')), 0)";

    private static KafkaProducer<String, byte[]> refurb;

    private final Counter counter = new Counter(() -> refurb);

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
    void aPackTakesItsGoodsWithItsDevicesAndKafkaIsTold() throws Exception {
        counter.stock(2, "B");
        UUID programme = counter.programme();
        UUID before = counter.reserved(programme);
        read(counter.manager, "packs/" + before).body("goods", empty());
        UUID headsets = counted("Casque", 1);

        UUID pack = UUID.fromString(counter.reserve(counter.requested(programme))
                .statusCode(201)
                .body("goods", hasSize(1))
                .body("goods[0].goodsId", equalTo(headsets.toString()))
                .body("goods[0].count", equalTo(1))
                .extract()
                .path("id"));
        there(headsets, 0, 1, 0);

        counter.move(before, "hand-over", 1, "{}").statusCode(200);
        there(headsets, 0, 1, 0);
        counter.move(pack, "hand-over", 1, "{}").statusCode(200);
        there(headsets, 0, 0, 1);
        act("goods/" + headsets + "/receipt", counter.manager, 1, "{\"count\":5}")
                .statusCode(200)
                .body("free", equalTo(5))
                .body("received", equalTo(6));
        act(
                        "goods/" + headsets + "/stocktaking",
                        counter.manager,
                        2,
                        "{\"count\":3,\"expected\":5,\"reason\":\"Cassés\"}")
                .statusCode(200)
                .body("free", equalTo(3))
                .body("received", equalTo(4));

        assertThat(types(events(headsets, 3))).containsExactly("GoodsStocked", "GoodsStocked", "GoodsStockCounted");
        JsonNode reserved = JSON.readTree(events(pack, 2).getFirst().value());
        assertThat(reserved.at("/fact/goods/0/kind").asText()).isEqualTo("Casque");
        assertThat(JSON.readTree(events(before, 2).getFirst().value())
                        .at("/fact")
                        .has("goods"))
                .isFalse();
    }

    @Test
    void twoHundredReservationsOfAHundredHeadsetsServeAHundredAndTellTheOthersWhy() throws Exception {
        counter.stock(120, "B");
        UUID headsets = counted("Casque", 100);
        UUID programme = counter.programme();

        List<HttpResponse<String>> answers = counter.reserveAtOnce(counter.requests(programme, 200));

        assertThat(bodies(answers, 201)).hasSize(100);
        assertThat(bodies(answers, 409)).hasSize(100).allSatisfy(problem -> {
            assertThat(problem.at("/code").asText()).isEqualTo("goods_short");
            assertThat(problem.at("/extensions/missing/0/name").asText()).isEqualTo("Casque");
            assertThat(problem.at("/extensions/missing/0/wanted").asInt()).isEqualTo(1);
            assertThat(problem.at("/extensions/missing/0/there").asInt()).isZero();
        });
        there(headsets, 0, 100, 0);
        read(counter.manager, "programmes/" + programme).body("taken", equalTo(100));
        assertThat(stocked()).isEqualTo(20);
        booksClose();
    }

    @Test
    void ofManyReservationsInOneCallEachIsHeldAgainstWhatTheOthersLeft() throws Exception {
        counter.stock(4, "B");
        UUID headsets = counted("Casque", 3);
        UUID sleeves = counted("Housse", 2);
        UUID programme = counter.programme();

        List<String> packs = command(counter.manager)
                .body("{\"requests\":" + Counter.json(counter.requests(programme, 3)) + "}")
                .post(API + "reservations")
                .then()
                .statusCode(200)
                .body("reserved", equalTo(2))
                .body("rows[2].errors[0].code", equalTo("goods_short"))
                .extract()
                .path("rows.findAll { it.packId != null }.packId");

        there(headsets, 1, 2, 0);
        there(sleeves, 0, 2, 0);
        assertThat(stocked()).isEqualTo(2);
        command(counter.manager)
                .body("{\"packs\":" + Counter.json(packs) + "}")
                .post(API + "hand-overs")
                .then()
                .statusCode(200)
                .body("done", equalTo(2));
        there(headsets, 1, 0, 2);
        booksClose();
    }

    @Test
    void aReservationThatExpiresOrIsCancelledGivesItsGoodsBackOnce() throws Exception {
        counter.stock(2, "B");
        UUID headsets = counted("Casque", 2);
        UUID programme = counter.programme();
        UUID expired = counter.reserved(programme);
        UUID cancelled = counter.reserved(programme);
        there(headsets, 0, 2, 0);

        counter.move(cancelled, "cancellation", 1, "{\"reason\":\"ne vient pas\"}")
                .statusCode(200);
        expire(expired);

        await("the goods to be free again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> there(headsets, 2, 0, 0));
        assertThat(count("select count(*) from pack where status = 'RELEASED' and sponsor = '" + counter.sponsor + "'"))
                .isEqualTo(2);
        booksClose();
    }

    @Test
    void goodsComeBackWithAPackWhereThatIsSaidAndGoWithItAgainAsLongAsTheyAreThere() throws Exception {
        counter.stock(2, "B");
        UUID headsets = counted("Casque", 1);
        UUID programme = counter.programme();
        UUID pack = counter.reserved(programme);
        counter.move(pack, "hand-over", 1, "{}").statusCode(200);

        counter.move(pack, "return", 2, back(false)).statusCode(200);
        there(headsets, 0, 0, 1);
        counter.move(pack, "return-correction", 3, MISTAKEN).statusCode(200);
        there(headsets, 0, 0, 1);
        counter.move(pack, "return", 4, back(true)).statusCode(200);
        there(headsets, 1, 0, 0);
        UUID other = counter.reserved(programme);
        counter.move(pack, "return-correction", 5, MISTAKEN).statusCode(409).body("code", equalTo("goods_short"));
        counter.move(other, "cancellation", 1, MISTAKEN).statusCode(200);
        counter.move(pack, "return-correction", 5, MISTAKEN).statusCode(200);
        there(headsets, 0, 0, 1);
        counter.move(pack, "hand-over-correction", 6, MISTAKEN).statusCode(200);
        there(headsets, 1, 0, 0);
        booksClose();
    }

    @Test
    void goodsOfAReturnThatWasTakenBackAndIsProvedRightAreInStockAgain() throws Exception {
        UUID device = counter.stocked("B");
        UUID headsets = counted("Casque", 1);
        UUID pack = counter.reserved(counter.programme());
        counter.move(pack, "hand-over", 1, "{}").statusCode(200);
        counter.move(pack, "return", 2, back(true)).statusCode(200);
        counter.move(pack, "return-correction", 3, MISTAKEN).statusCode(200);
        there(headsets, 0, 0, 1);

        heard(refurb, "refurb.events", "refurb.DeviceReceived.v1", device, 2, 4, Map.of());

        await("the workshop's reception")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(counter.manager, "packs/" + pack).body("status", equalTo("RETURNED")));
        there(headsets, 1, 0, 0);
        booksClose();
    }

    @Test
    void whoeverWaitsForGoodsIsServedAsSoonAsSomeAreThere() throws Exception {
        counter.stock(3, "B");
        UUID headsets = counted("Casque", 0);
        UUID programme = counter.programme();
        UUID first = waiting(programme);
        UUID second = waiting(programme);
        UUID third = waiting(programme);
        assertThat(stocked()).as("nothing is put aside for who waits").isEqualTo(3);

        act("goods/" + headsets + "/receipt", counter.manager, 1, "{\"count\":1}")
                .statusCode(200);
        awaitReserved(first);
        read(counter.manager, "packs/" + second).body("status", equalTo("BACK_ORDERED"));
        act(
                        "goods/" + headsets + "/stocktaking",
                        counter.manager,
                        2,
                        "{\"count\":2,\"expected\":1,\"reason\":\"Retrouvé\"}")
                .statusCode(200);
        awaitReserved(second);
        counter.move(first, "cancellation", 2, MISTAKEN).statusCode(200);
        awaitReserved(third);
        there(headsets, 0, 2, 0);
        booksClose();
    }

    @Test
    void whatIsSaidOfGoodsIsHeldAgainstWhatIsThereAndIsNobodyElses() throws Exception {
        counter.stock(2, "B");
        UUID headsets = counted("Casque", 2);
        var _ = counter.reserved(counter.programme());
        String path = "goods/" + headsets;

        act(path + "/stocktaking", counter.manager, 1, "{\"count\":0,\"expected\":2,\"reason\":\"Cassés\"}")
                .statusCode(409)
                .body("code", equalTo("goods_below_reserved"))
                .body("extensions.reserved", equalTo(1));
        act(path + "/stocktaking", counter.manager, 1, "{\"count\":1,\"expected\":3,\"reason\":\"Cassés\"}")
                .statusCode(409)
                .body("code", equalTo("goods_moved"))
                .body("extensions.inStock", equalTo(2))
                .body("extensions.free", equalTo(1))
                .body("extensions.reserved", equalTo(1));
        act(path + "/stocktaking", counter.manager, 1, "{\"count\":1,\"reason\":\"Cassés\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/expected"));
        act(path + "/stocktaking", counter.manager, 1, "{\"count\":2,\"expected\":2,\"reason\":\"Comptés\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("nothing_changed"));
        act(path + "/receipt", counter.manager, 1, "{\"count\":1000000}")
                .statusCode(422)
                .body("errors[0].code", equalTo("too_large"));
        command(counter.manager)
                .body(stock("casque", 5))
                .post(API + "goods")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("extensions.existing", equalTo(headsets.toString()));
        read(counter.manager, "goods?name=CASQUE").body("id", contains(headsets.toString()));
        read(counter.manager, path + "/transitions").body("$", contains("RECEIPT", "STOCKTAKING"));
        String stranger = TestTokens.of(TestTokens.OTHER_WORKSHOP, "programme-manager");
        read(stranger, path).statusCode(404);
        read(stranger, "goods").body("$", empty());
        act(path + "/receipt", stranger, 1, "{\"count\":1}").statusCode(404);
        read(Counter.REFERRING, path).statusCode(403);
    }

    @Test
    void aCountIsRefusedWhenSomeLeftSinceItWasMade() throws Exception {
        counter.stock(1, "B");
        UUID headsets = counted("Casque", 4);
        UUID pack = counter.reserved(counter.programme());
        String count = "{\"count\":3,\"expected\":4,\"reason\":\"Cassés\"}";
        counter.move(pack, "hand-over", 1, "{}").statusCode(200);

        act("goods/" + headsets + "/stocktaking", counter.manager, 1, count)
                .statusCode(409)
                .body("code", equalTo("goods_moved"))
                .body("extensions.inStock", equalTo(3));
        there(headsets, 3, 0, 1);
    }

    @Test
    void noStatementOfTheServicesRolesBreaksTheCounts() throws Exception {
        counter.stock(1, "B");
        UUID headsets = counted("Casque", 1);
        UUID pack = counter.reserved(counter.programme());
        String at = " where goods_id = '" + headsets + "'";
        Map<String, String> broken = Map.of(
                "update goods_balance set reserved = 0" + at, "permission denied",
                "delete from goods_balance" + at, "permission denied",
                "delete from pack_goods" + at, "permission denied",
                "update pack_goods set count = 0" + at, "permission denied",
                "update pack_goods set status = 'RESERVED'" + at, "foreign key",
                "insert into pack_goods(pack_id, goods_id, sponsor, count) values ('" + pack + "', '" + headsets
                                + "', '" + counter.sponsor + "', 1)",
                        "duplicate key");
        broken.forEach((statement, why) ->
                assertThatThrownBy(() -> as(statement)).as(statement).hasMessageContaining(why));
        assertThatThrownBy(() -> as("update goods_balance set free = -1, received = 0" + at))
                .hasMessageContaining("check");
        assertThatThrownBy(() -> as("update goods_balance set free = 1" + at)).hasMessageContaining("check");
        there(headsets, 0, 1, 0);
    }

    @Test
    void noProcessThatKnowsNoGoodsReservesForASponsorWhoCountsThem() throws Exception {
        counter.stock(1, "B");
        UUID pack = counter.reserved(counter.programme());
        String reserved =
                "insert into pack select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'code',"
                        + " 'K-' || right(p.id::text, 6), 'previous_status', 'NEW', 'state', (p.state::jsonb - 'stateVersion')::text))).*"
                        + " from pack p where p.id = '" + pack + "'";
        var _ = counted("Casque", 1);

        assertThatThrownBy(() -> owner(reserved)).hasMessageContaining("counts goods");
    }

    @Test
    void whateverHappensInWhateverOrderEachOfThemIsFreePutAsideOrGone() throws Exception {
        Random random = new Random(20_260_901);
        counter.stock(16, "B");
        UUID headsets = counted("Casque", 4);
        UUID sleeves = counted("Housse", 6);
        UUID programme = counter.programme();
        List<UUID> packs = new ArrayList<>();
        int done = 0;
        for (int step = 0; step < 120; step++) {
            if (packs.isEmpty() || random.nextInt(4) == 0) {
                HttpResponse<String> answer = counter.reserveAtOnce(List.of(counter.requested(programme)))
                        .getFirst();
                if (answer.statusCode() == 201) {
                    packs.add(UUID.fromString(
                            JSON.readTree(answer.body()).at("/id").asText()));
                }
            } else if (random.nextInt(6) == 0) {
                UUID goods = random.nextBoolean() ? headsets : sleeves;
                int version = read(counter.manager, "goods/" + goods).extract().path("version");
                act("goods/" + goods + "/receipt", counter.manager, version, "{\"count\":1}")
                        .statusCode(200);
            } else {
                UUID pack = packs.get(random.nextInt(packs.size()));
                JsonPath now = read(counter.manager, "packs/" + pack).extract().jsonPath();
                List<String> legal = now.getList("legal");
                String move = legal.isEmpty() ? "" : legal.get(random.nextInt(legal.size()));
                int version = now.getInt("version");
                if (move.isEmpty()) {
                    packs.remove(pack);
                }
                if (move.isEmpty() || move.equals("SWAP")) {
                    continue;
                }
                int status = counter.move(
                                pack,
                                move.toLowerCase(Locale.ROOT).replace('_', '-'),
                                version,
                                switch (move) {
                                    case "HAND_OVER" -> "{}";
                                    case "RETURN" -> back(random.nextBoolean());
                                    default -> MISTAKEN;
                                })
                        .extract()
                        .statusCode();
                assertThat(status).as(move).isIn(200, 409);
                done += status == 200 ? 1 : 0;
            }
            booksClose();
        }
        assertThat(done).isGreaterThan(20);
    }

    private UUID waiting(UUID programme) throws Exception {
        return UUID.fromString(command(counter.manager)
                .body("{\"request\":\"" + counter.requested(programme) + "\",\"backOrder\":true}")
                .post(API + "packs")
                .then()
                .statusCode(201)
                .body("status", equalTo("BACK_ORDERED"))
                .body("goods", empty())
                .extract()
                .path("id"));
    }

    private void awaitReserved(UUID pack) {
        await("its goods")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(counter.manager, "packs/" + pack)
                        .body("status", equalTo("RESERVED"))
                        .body("goods", hasSize(1)));
    }

    private static void expire(UUID pack) throws SQLException {
        owner("update pack set state = jsonb_set(state::jsonb, '{expiresAt}', '\"2020-01-01T00:00:00Z\"')::text"
                + " where id = '" + pack + "'");
        owner("update timer set due_at = '2020-01-01' where key = '" + pack + "'");
    }

    private static void booksClose() throws SQLException {
        assertThat(count(WRONG)).isZero();
    }

    private long stocked() throws SQLException {
        return count("select count(*) from device where status = 'STOCKED' and site = '" + counter.sponsor + "'");
    }

    private UUID counted(String name, int count) {
        return UUID.fromString(command(counter.manager)
                .body(stock(name, count))
                .post(API + "goods")
                .then()
                .statusCode(201)
                .body("free", equalTo(count))
                .body("legal", contains("RECEIPT", "STOCKTAKING"))
                .extract()
                .path("id"));
    }

    private static String stock(String name, int count) {
        return "{\"name\":\"%s\",\"count\":%d,\"commune\":\"59350\"}".formatted(name, count);
    }

    private static String back(boolean withGoods) {
        return "{\"workshop\":\"%s\",\"reason\":\"panne\",\"goodsBack\":%s}".formatted(TestTokens.WORKSHOP, withGoods);
    }

    private void there(UUID goods, int free, int reserved, int gone) {
        read(counter.manager, "goods/" + goods)
                .statusCode(200)
                .body("free", equalTo(free))
                .body("reserved", equalTo(reserved))
                .body("gone", equalTo(gone))
                .body("received", equalTo(free + reserved + gone));
    }

    private void as(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        backends().jdbcUrl("allocation"),
                        "allocation_api",
                        backends().databasePassword("allocation_api"));
                Statement statement = connection.createStatement()) {
            statement.execute("set app.organisation = '" + counter.sponsor + "'");
            statement.execute(sql);
        }
    }
}
