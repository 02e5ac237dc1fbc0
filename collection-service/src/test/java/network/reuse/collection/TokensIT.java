package network.reuse.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** One token has one spelling, names the realm as everybody knows it, and says which network it is for. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class TokensIT {
    private static final String LOTS = "/v1/collection/lots";

    @Test
    void aTokenWithAnythingAddedIsRefusedBeforeAndAfterItWasFoundGood() {
        String fresh = TestTokens.of(TestTokens.GRAND_EST, "donor");
        String known = TestTokens.of(TestTokens.OTHER_DONOR, "donor");
        assertThat(status(known)).isEqualTo(200);
        for (String good : List.of(known, fresh)) {
            for (String other : otherSpellings(good)) {
                given().header("Authorization", "Bearer " + other)
                        .get(LOTS)
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", "Bearer")
                        .body("code", equalTo("unauthenticated"));
            }
            assertThat(status(good)).isEqualTo(200);
        }
    }

    @Test
    void theIssuerIsTheRealmAsCallersReachItAndNotWhereItsKeysComeFrom() {
        String inner = ConfigProvider.getConfig().getValue("reuse.oidc.url", String.class);
        assertThat(inner).isNotEqualTo(TestTokens.ISSUER);
        assertThat(status(TestTokens.issuedBy(TestTokens.ISSUER, TestTokens.GRAND_EST, "donor")))
                .isEqualTo(200);
        for (String other : List.of(
                inner,
                TestTokens.ISSUER + "/",
                TestTokens.ISSUER.replace("https", "http"),
                TestTokens.ISSUER.replace("/reuse", "/master"),
                "https://connexion.autre.example/realms/reuse",
                "any",
                "")) {
            given().header("Authorization", "Bearer " + TestTokens.issuedBy(other, TestTokens.GRAND_EST, "donor"))
                    .get(LOTS)
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("unauthenticated"));
        }
    }

    @Test
    void aTokenThatDoesNotSayWhichNetworkItIsForOpensNone() {
        for (String env : new String[] {null, "", "prod", "LIVE", "Live", " live", "live,test", "tést"}) {
            given().header("Authorization", "Bearer " + TestTokens.of(env, TestTokens.GRAND_EST, "donor"))
                    .get(LOTS)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("token_incomplete"))
                    .body("extensions.claim", equalTo("env"));
        }
        assertThat(status(TestTokens.of("live", TestTokens.GRAND_EST, "donor"))).isEqualTo(200);
        assertThat(status(TestTokens.of("test", TestTokens.GRAND_EST, "donor"))).isEqualTo(200);
    }

    @Test
    void aTokenWithTheRoleAndNoOrganisationIsToldWhatItLacksAndNoRole() {
        given().header("Authorization", "Bearer " + TestTokens.withoutOrganisation("donor"))
                .get(LOTS)
                .then()
                .statusCode(403)
                .body("code", equalTo("token_incomplete"))
                .body("extensions.claim", equalTo("organisation"))
                .body("extensions.roles", nullValue())
                .body("messages.fr", containsString("organisation"))
                .body("messages.en", containsString("organisation"));
        given().header("Authorization", "Bearer " + TestTokens.withoutOrganisation("no-role-of-the-network"))
                .get(LOTS)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    /** What decoders of base64 take for the same: padding, spare bits in the last letter, and garbage they pass over. */
    private static List<String> otherSpellings(String token) {
        String[] parts = token.split("\\.", -1);
        List<String> others = new ArrayList<>(List.of(
                token + "=",
                token + "==",
                token + "===",
                token + "%3D",
                token + "~",
                token + "!",
                token + ".",
                token + "..",
                token + ".x",
                token + "\t=",
                "=" + token,
                parts[0] + "=." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + "==." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "="));
        others.add(token.substring(0, token.length() - 1) + nextSpelling(token.charAt(token.length() - 1)));
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        others.add(parts[0] + "." + parts[1] + "." + Base64.getUrlEncoder().encodeToString(signature));
        return others;
    }

    /** Of the last letter of 256 bytes two bits count, and four are spare. */
    private static char nextSpelling(char last) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet.charAt(alphabet.indexOf(last) + 1);
    }

    private static int status(String token) {
        return given().header("Authorization", "Bearer " + token).get(LOTS).statusCode();
    }
}
