package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.OTHER;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Donor and recipient sign that a lot is given and taken before a carrier fetches it. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class GiftAgreementIT {
    private static final String WORTH = "{\"highestUnitCents\":25000}";
    private static final String COMMITMENT = "{\"legalQuality\":\"ESUS_REUSE_BODY\",\"commitsToReuse\":true}";

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aPublicBodysLotIsFetchedOnceBothHaveSignedEachWithItsOwnToken() {
        String lot = accepted();
        pickup(lot, 2)
                .statusCode(409)
                .body("code", equalTo("gift_agreement_missing"))
                .body("extensions.missing", contains("DONOR_SIGNATURE", "RECIPIENT_SIGNATURE"));
        read(DONOR, LOTS + lot + "/gift-agreement").statusCode(404);
        sign(WORKSHOP, lot, "donor", WORTH).statusCode(403);
        sign(OTHER, lot, "donor", WORTH).statusCode(404);
        sign(DONOR, lot, "donor", "{}").statusCode(422).body("errors[0].code", equalTo("worth_missing"));
        sign(DONOR, lot, "donor", "{\"highestUnitCents\":30001}")
                .statusCode(422)
                .body("errors[0].code", equalTo("above_public_gift"));
        sign(DONOR, lot, "donor", WORTH).statusCode(200).body("legal", contains("RECIPIENT_SIGNATURE"));
        pickup(lot, 2).statusCode(409).body("extensions.missing", contains("RECIPIENT_SIGNATURE"));
        sign(WORKSHOP, lot, "recipient", "{\"legalQuality\":\"OTHER\",\"commitsToReuse\":true}")
                .statusCode(422)
                .body("errors[0].code", equalTo("not_a_public_taker"));
        sign(WORKSHOP, lot, "recipient", "{\"legalQuality\":\"GENERAL_INTEREST\",\"commitsToReuse\":false}")
                .statusCode(422)
                .body("errors[0].code", equalTo("reuse_not_committed"));
        sign(WORKSHOP, lot, "recipient", COMMITMENT).statusCode(200).body("status", equalTo("SIGNED"));
        sign(DONOR, lot, "donor", WORTH).statusCode(409).body("code", equalTo("illegal_now"));
        read(DONOR, LOTS + lot + "/gift-agreement")
                .statusCode(200)
                .body("highestUnitCents", equalTo(25000))
                .body("legalQuality", equalTo("ESUS_REUSE_BODY"))
                .body("commitment.source", containsString("REEN"))
                .body("legal", empty());
        read(OTHER, LOTS + lot + "/gift-agreement").statusCode(404);
        pickup(lot, 2).statusCode(200);
    }

    @Test
    void anotherDonorsLotTakesAnAgreementOnceOneOfTheTwoHasSigned() {
        String lot = command(OTHER)
                .body("""
                        {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}]}""".formatted(TestTokens.WORKSHOP))
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        pickup(lot, 2).statusCode(200);
        sign(WORKSHOP, lot, "recipient", "{\"legalQuality\":\"OTHER\",\"commitsToReuse\":true}")
                .statusCode(200);
        pickup(lot, 3).statusCode(409).body("extensions.missing", contains("DONOR_SIGNATURE"));
        sign(OTHER, lot, "donor", "{}").statusCode(200);
        pickup(lot, 3).statusCode(200);
    }

    @Test
    void ofTwoWhoSignAtOnceTheSecondFindsWhatTheFirstHasSigned() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String lot = accepted();
            try (ExecutorService parties = Executors.newFixedThreadPool(2)) {
                Future<Integer> donor = parties.submit(
                        () -> sign(DONOR, lot, "donor", WORTH).extract().statusCode());
                Future<Integer> recipient = parties.submit(() ->
                        sign(WORKSHOP, lot, "recipient", COMMITMENT).extract().statusCode());
                statuses.add(donor.get());
                statuses.add(recipient.get());
            }
            read(DONOR, LOTS + lot + "/gift-agreement").body("status", equalTo("SIGNED"));
        }
        assertThat(statuses).containsOnly(200);
    }

    private static String accepted() {
        String lot = offered(1, UUID.randomUUID().toString());
        sign(DONOR, lot, "donor", WORTH).statusCode(409).body("code", equalTo("illegal_now"));
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        return lot;
    }

    private static ValidatableResponse sign(String token, String lot, String party, String body) {
        return command(token)
                .body(body)
                .post(LOTS + lot + "/gift-agreement/" + party + "-signature")
                .then();
    }

    private static ValidatableResponse pickup(String lot, int version) {
        return act(WORKSHOP, LOTS + lot, "pickup", version, """
                {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP));
    }
}
