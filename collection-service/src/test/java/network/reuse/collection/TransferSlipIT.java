package network.reuse.collection;

import static io.restassured.RestAssured.given;
import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paper that goes with a lot is there once its counts agree, for its parties alone. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class TransferSlipIT {
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String CARRIER = TestTokens.of(TestTokens.OTHER_DONOR, "carrier");
    private static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher");

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void itIsPrintedWithCountsSignaturesAndSerialNumbersOnceTheCountsAgree() throws Exception {
        String lot = offered(2, "DSI-" + UUID.randomUUID());
        String slip = LOTS + lot + "/transfer-slip.pdf";
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        CollectionCalls.agree(lot);
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.OTHER_DONOR))
                .statusCode(200);
        read(DONOR, slip).statusCode(409).contentType("application/problem+json");
        sign(DONOR, lot, "handover", 2);
        sign(CARRIER, lot, "takeover", 1);
        read(DONOR, slip).statusCode(409).body("code", equalTo("discrepancy_open"));
        act(CARRIER, LOTS + lot, "settlement", 5, """
                        {"category":"LAPTOP","outcome":"FOUND","count":1,"reason":"sous la bâche"}""").statusCode(200);
        String serial = UUID.randomUUID().toString().substring(0, 8);
        send(
                        lot,
                        HEADING + "LAPTOP;Dell;Latitude 5490;SÉRIE-" + serial + "-A;INV-1" + serial
                                + "\nLAPTOP;Dell;Latitude 5490;SÉRIE-" + serial + "-B;\n")
                .body("created", equalTo(2));

        ReadPaper paper = ReadPaper.of(
                "it-slip",
                read(CARRIER, slip)
                        .statusCode(200)
                        .contentType("application/pdf")
                        .header("Content-Disposition", containsString("bordereau-L-"))
                        .extract()
                        .asByteArray());
        assertThat(paper.text())
                .contains("Bordereau de transfert", "Région Grand Est", "Autre donneur", "Atelier de Strasbourg")
                .contains("SÉRIE-" + serial + "-A", "SÉRIE-" + serial + "-B", "sous la bâche", "Retrouvés")
                .contains("Remise Région Grand Est Donateur", "Prise en charge Autre donneur Transporteur");
        assertThat(paper.tags()).contains("H1", "L", "Table", "TH");
        assertThat(paper.isForbidden()).isFalse();
        assertThat(ReadPaper.of(
                                "it-slip-en",
                                given().auth()
                                        .oauth2(DONOR)
                                        .header("Accept-Language", "en")
                                        .get(slip)
                                        .asByteArray())
                        .text())
                .contains("Transfer slip");
        read(TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher"), slip).statusCode(404);
    }

    private static void sign(String token, String lot, String move, int laptops) {
        command(token)
                .body("{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]}")
                .post(LOTS + lot + "/" + move)
                .then()
                .statusCode(200);
    }
}
