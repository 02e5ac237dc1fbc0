package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.OTHER;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goods without numbers: counted by whoever receives them, moved by two signatures, put right by a stock-taking. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class GoodsIT {
    private static final String GOODS = "/v1/collection/goods";
    private static final String KINDS = "/v1/collection/goods-kinds";
    private static final String RECIPIENT = TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher");
    private static final String ADMIN = TestTokens.of(TestTokens.ADMIN, "admin");

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshops() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void goodsGoFromHandToHandByTwoCountsAndTheirDonorFollowsThem() {
        String goods = received(400);
        String part = send(goods, 1, 120);

        read(WORKSHOP, GOODS + "/" + goods).body("count", equalTo(280)).body("version", equalTo(2));
        move(WORKSHOP, part, "takeover", 1, "{\"count\":120}").statusCode(403);
        move(RECIPIENT, part, "takeover", 1, "{\"count\":118}")
                .statusCode(200)
                .body("status", equalTo("IN_STOCK"))
                .body("count", equalTo(118))
                .body("disputed", equalTo(2))
                .body("legal", contains("HANDOVER", "STOCKTAKING", "SETTLEMENT"));
        move(RECIPIENT, part, "settlement", 2, settlement("FOUND")).statusCode(403);
        move(WORKSHOP, part, "settlement", 2, settlement("FOUND"))
                .statusCode(200)
                .body("disputed", equalTo(0));
        read(WORKSHOP, GOODS + "/" + goods).body("count", equalTo(282));
        move(RECIPIENT, part, "stocktaking", 3, "{\"count\":117,\"reason\":\"inventaire\"}")
                .statusCode(200)
                .body("count", equalTo(117));

        read(DONOR, GOODS + "?donor=" + TestTokens.GRAND_EST + "&kind=HEADSET&limit=500")
                .statusCode(200)
                .body("id", hasItems(goods, part));
        read(RECIPIENT, GOODS + "?limit=500").body("id", hasItem(part)).body("id", not(hasItem(goods)));
        read(OTHER, GOODS + "/" + part).statusCode(404);
    }

    @Test
    void whatWasNotCountedYetIsTakenBack() {
        String goods = received(10);
        String part = send(goods, 1, 10);

        read(WORKSHOP, GOODS + "/" + goods).body("count", equalTo(0)).body("legal", contains("STOCKTAKING"));
        move(RECIPIENT, part, "recall", 1, "{\"reason\":\"pas parti\"}").statusCode(403);
        move(WORKSHOP, part, "recall", 1, "{\"reason\":\"pas parti\"}")
                .statusCode(200)
                .body("status", equalTo("RECALLED"));
        read(WORKSHOP, GOODS + "/" + goods).body("count", equalTo(10));
        move(RECIPIENT, part, "takeover", 2, "{\"count\":10}").statusCode(409);
        move(WORKSHOP, goods, "recall", 3, "{\"reason\":\"pas parti\"}").statusCode(409);
    }

    @Test
    void moreThanIsThereDoesNotLeaveHoweverManyAskAtOnce() throws Exception {
        String goods = received(10);
        List<Future<Integer>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 20; i++) {
                calls.add(callers.submit(() -> {
                    while (true) {
                        int version =
                                read(WORKSHOP, GOODS + "/" + goods).extract().path("version");
                        int status = move(WORKSHOP, goods, "handover", version, shipment(3))
                                .extract()
                                .statusCode();
                        if (status != 412 && status != 409) {
                            return status;
                        }
                    }
                }));
            }
        }
        int sent = 0;
        for (Future<Integer> call : calls) {
            sent += call.get() == 201 ? 3 : 0;
        }
        assertThat(sent).isEqualTo(9);
        read(WORKSHOP, GOODS + "/" + goods).body("count", equalTo(1));
    }

    @Test
    void aUsedMediumIsNeverCountedAndANewOneIs() {
        deliver("HARD_DISK", "USED", 5)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/condition"))
                .body("errors[0].code", equalTo("used_medium"));
        deliver("HARD_DISK", "NEW", 5).statusCode(201);
        deliver("SLEEVE", "USED", 5).statusCode(201);
    }

    @Test
    void kindsAreDataThatTheAdministrationAddsTo() {
        String code = "KIND_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        deliver(code, "NEW", 5)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/kind"))
                .body("errors[0].messages.en", containsString("HEADSET"));
        String kind = "{\"code\":\"" + code + "\",\"french\":\"Tapis\",\"english\":\"Mat\",\"medium\":false}";
        command(WORKSHOP).body(kind).post(KINDS).then().statusCode(403);
        command(ADMIN).body(kind).post(KINDS).then().statusCode(200).body("french", equalTo("Tapis"));
        command(ADMIN).body(kind).post(KINDS).then().statusCode(200);
        command(ADMIN)
                .body(kind.replace("false", "true"))
                .post(KINDS)
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"));
        deliver(code, "NEW", 5).statusCode(201);
        read(DONOR, KINDS).statusCode(200).body("code", hasItems("HEADSET", "SLEEVE", "HARD_DISK", code));
    }

    @Test
    void goodsGoToAnOrganisationThatCanHandThemOut() {
        String goods = received(10);
        move(
                        WORKSHOP,
                        goods,
                        "handover",
                        1,
                        shipment(3).replace(TestTokens.OTHER_WORKSHOP.toString(), TestTokens.OTHER_DONOR.toString()))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/recipient"));
        move(WORKSHOP, goods, "handover", 1, shipment(11))
                .statusCode(422)
                .body("errors[0].code", equalTo("more_than_in_stock"));
    }

    private static ValidatableResponse deliver(String kind, String condition, int count) {
        return command(WORKSHOP)
                .body("""
                        {"donor":"%s","kind":"%s","condition":"%s","count":%d,"commune":"67482"}""".formatted(TestTokens.GRAND_EST, kind, condition, count))
                .post(GOODS)
                .then();
    }

    private static String received(int count) {
        return deliver("HEADSET", "NEW", count).statusCode(201).extract().path("id");
    }

    private static String shipment(int count) {
        return "{\"recipient\":\"" + TestTokens.OTHER_WORKSHOP + "\",\"count\":" + count + "}";
    }

    private static String send(String goods, int version, int count) {
        return move(WORKSHOP, goods, "handover", version, shipment(count))
                .statusCode(201)
                .body("status", equalTo("ON_THE_WAY"))
                .body("partOf", equalTo(goods))
                .extract()
                .path("id");
    }

    private static String settlement(String outcome) {
        return "{\"outcome\":\"" + outcome + "\",\"reason\":\"un carton resté sur le quai\"}";
    }

    private static ValidatableResponse move(String token, String goods, String move, int version, String body) {
        return act(token, GOODS + "/" + goods, move, version, body);
    }
}
