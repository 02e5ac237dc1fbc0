package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.DEVICES;
import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.read;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An organisation receives equipment that it bought: nobody gave it, and its devices say how they were bought. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class SuppliesIT {
    private static final String BY_SIRET =
            "\"supplierName\":\"Hewlett-Packard France\",\"supplierSiret\":\"732 829 320 00074\"";

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void whatIsBoughtIsThereAtOnceAndItsDevicesSayHow() throws Exception {
        String lot = supply(WORKSHOP, BY_SIRET, "NEW", UUID.randomUUID().toString())
                .statusCode(201)
                .body("status", equalTo("SUPPLIED"))
                .body("donorKind", equalTo("COMPANY"))
                .body("recipient", equalTo(TestTokens.WORKSHOP.toString()))
                .body("carrier", nullValue())
                .body("purchase.condition", equalTo("NEW"))
                .body("purchase.invoiceRef", equalTo("FA-2026-1187"))
                .body("legal", contains("CORRECTION", "WORKSHOP_CORRECTION", "REGISTRATION"))
                .extract()
                .path("id");
        send(lot, HEADING + "LAPTOP;HP;ProBook 450;" + UUID.randomUUID() + ";\n")
                .body("created", equalTo(1));
        act(WORKSHOP, LOTS + lot, "correction", 1, """
                        {"quantities":[{"category":"LAPTOP","count":1}],"reason":"un carton manquait"}""").statusCode(200).body("quantities[0].count", equalTo(1));
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP))
                .statusCode(409);
        read(WORKSHOP, LOTS + lot + "/transfer-slip").statusCode(409);
        String device = read(WORKSHOP, LOTS + lot + "/devices").extract().path("[0].id");
        read(WORKSHOP, DEVICES + device).statusCode(200);
        assertThat(fact("device", device)).contains("\"supplied\":\"NEW\"");
        assertThat(fact("lot", lot)).contains("\"condition\":\"NEW\"").doesNotContain("Hewlett", "FA-2026-1187");
    }

    @Test
    void theSupplierHasNoPartInItAndOthersSeeNothingOfIt() {
        String lot = supply(
                        WORKSHOP,
                        "\"supplier\":\"" + TestTokens.GRAND_EST + "\"",
                        "USED",
                        UUID.randomUUID().toString())
                .statusCode(201)
                .body("donor", equalTo(TestTokens.GRAND_EST.toString()))
                .extract()
                .path("id");
        read(DONOR, LOTS + lot).statusCode(404);
        supply(DONOR, BY_SIRET, "NEW", UUID.randomUUID().toString()).statusCode(403);
    }

    @Test
    void oneSupplierHasOneIdAndTheReferenceIsTheBuyers() {
        String reference = UUID.randomUUID().toString();
        String donor = supply(WORKSHOP, BY_SIRET, "NEW", reference)
                .statusCode(201)
                .extract()
                .path("donor");
        supply(WORKSHOP, BY_SIRET, "NEW", reference).statusCode(409).body("code", equalTo("already_exists"));
        String other = TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher");
        supply(other, BY_SIRET, "NEW", reference).statusCode(201).body("donor", equalTo(donor));
    }

    @Test
    void aSupplierThatCannotBeNamedIsRefusedWhereItStands() {
        supply(WORKSHOP, "\"supplierName\":\"HP\"", "NEW", "r")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/supplierSiret"))
                .body("errors[0].code", equalTo("supplier_missing"));
        supply(WORKSHOP, "\"supplierName\":\"HP\",\"supplierSiret\":\"73282932000075\"", "NEW", "r")
                .statusCode(422)
                .body("errors[0].code", equalTo("not_a_siret"));
        supply(WORKSHOP, "\"supplier\":\"" + UUID.randomUUID() + "\"", "NEW", "r")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/supplier"))
                .body("errors[0].code", equalTo("not_registered"));
    }

    private static ValidatableResponse supply(String token, String supplier, String condition, String reference) {
        return command(token)
                .body("""
                        {%s,"condition":"%s","invoiceRef":"FA-2026-1187","invoicedOn":"2026-09-01","commune":"67482",
                         "quantities":[{"category":"LAPTOP","count":2}],"partnerRef":"%s"}""".formatted(supplier, condition, reference))
                .post("/v1/collection/supplies")
                .then();
    }

    private static String fact(String type, String stream) throws Exception {
        TestBackends backends = NetworkResource.backends("collection");
        try (Connection owner = DriverManager.getConnection(
                        backends.jdbcUrl("collection"),
                        "collection_owner",
                        backends.databasePassword("collection_owner"));
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select value from event_journal where stream_type = '" + type
                        + "' and stream_id = '" + stream + "' and sequence = 1")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
