package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.Counter.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.Test;

/** Needs and labels of territories, on a real database: added alone, corrected by others, read by everybody. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class TerritoryIT {
    private static final String SOURCE = "https://www.example.org/diagnostic.pdf";

    private final String manager = TestTokens.of(Ids.next(), "programme-manager");
    private final String analyst = TestTokens.of(TestTokens.OTHER_WORKSHOP, "analyst");

    @Test
    void aNeedIsStatedWithItsSourceReadByEverybodyAndCorrectedByAnother() {
        String first = state("need-indicators", indicator("COMMUNITY", "200043396", "81"))
                .statusCode(200)
                .body("unit", equalTo("%"))
                .body("year", equalTo(2020))
                .extract()
                .path("id");
        String correction =
                "{\"indicator\":" + indicator("COMMUNITY", "200043396", "18") + ",\"reason\":\"Chiffres inversés\"}";
        String correcting = "need-indicators/" + first + "/correction";

        command(TestTokens.of(Ids.next(), "programme-manager"))
                .body(correction)
                .post(API + correcting)
                .then()
                .statusCode(403)
                .body("code", equalTo("not_yours"));
        String second = state(correcting, correction)
                .statusCode(200)
                .body("corrects", equalTo(first))
                .body("reason", equalTo("Chiffres inversés"))
                .extract()
                .path("id");
        ValidatableResponse again = state(correcting, correction)
                .statusCode(409)
                .body("code", equalTo("already_corrected"))
                .body("extensions.correctedBy", equalTo(second));
        assertThat(again.extract().<String>path("messages.fr"))
                .isNotEqualTo(again.extract().<String>path("messages.en"));
        state("territory-labels/" + first + "/correction", "{\"label\":" + label("59392") + ",\"reason\":\"Autre\"}")
                .statusCode(404);

        String all = "need-indicators?areaKind=COMMUNITY&areaCode=200043396";
        read(analyst, all).body("id", contains(first, second)).body("correctedBy", contains(second, null));
        read(analyst, all + "&standing=true")
                .body("value", contains(18))
                .body("source", contains(SOURCE))
                .body("correctedBy[0]", nullValue());
        read(analyst, all + "&after=" + second).body("$", empty());
        state("need-indicators", indicator("REGION", "99", "1"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/area/code"))
                .body("errors[0].code", equalTo("unknown_area"));
    }

    @Test
    void aLabelOfATerritoryIsReadByItsCode() {
        state("territory-labels", label("59324")).statusCode(200).body("level", equalTo("Bronze"));
        state("territory-labels", label("00000")).statusCode(422);

        read(analyst, "territory-labels?areaKind=COMMUNE&areaCode=59324")
                .body("$", hasSize(1))
                .body("name", contains("Territoire inclusif"))
                .body("issuer", contains("WE TECH CARE"))
                .body("awardedOn", contains("2022-11-15"));
        command(analyst)
                .body(label("59324"))
                .post(API + "territory-labels")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse state(String path, String body) {
        return command(manager).body(body).post(API + path).then();
    }

    private static String indicator(String kind, String code, String value) {
        return """
                {"area":{"kind":"%s","code":"%s"},"name":"Habitants éloignés du numérique","value":%s,"unit":"%%","year":2020,
                "source":"%s"}""".formatted(kind, code, value, SOURCE);
    }

    private static String label(String commune) {
        return """
                {"area":{"kind":"COMMUNE","code":"%s"},"name":"Territoire inclusif","level":"Bronze","awardedOn":"2022-11-15",
                "issuer":"WE TECH CARE"}""".formatted(commune);
    }
}
