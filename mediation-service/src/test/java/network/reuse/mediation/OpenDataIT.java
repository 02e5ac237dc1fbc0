package network.reuse.mediation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.mediation.application.LaMednumRules;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What places tell of themselves, and what everybody may read of it. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
class OpenDataIT {
    private static final String MANAGER = TestTokens.of(TestTokens.COORDINATION, "place-manager", "mediator");
    private static final String MEDIATOR = TestTokens.of(TestTokens.WORKSHOP, "mediator");

    @BeforeAll
    static void register() throws Exception {
        MediationServiceIT.register();
    }

    @Test
    void aPlaceTellsOfItselfWhenItOpensAndOtherwiseWhenItIsAmended() {
        String place = place("Le Port", true, "Mo-Fr 09:00-12:00");
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/places/" + place)
                .then()
                .statusCode(200)
                .body("description.openingHours", equalTo("Mo-Fr 09:00-12:00"))
                .body("description.contact.phone", equalTo("03 88 12 34 56"))
                .body("description.offer.services", contains("EVERYDAY_TOOLS", "SOLIDARITY_PRICED_EQUIPMENT"))
                .body("description.published", equalTo(true));
        amend(place, 1, description(false, "73282932000074", "accueil@port.example.org", "Sa 14:00-18:00"))
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("description.published", equalTo(false))
                .body("description.openingHours", equalTo("Sa 14:00-18:00"));
        command(MANAGER)
                .header("If-Match", "\"v2\"")
                .body("{\"name\":\"Le Nouveau Port\",\"reason\":\"déménagement\"}")
                .post("/v1/mediation/places/" + place + "/amendment")
                .then()
                .statusCode(200)
                .body("description.openingHours", equalTo("Sa 14:00-18:00"));
    }

    @Test
    void whatNoReaderOfTheNationalFilesCouldReadIsRefusedWhereItStands() {
        String place = place("Strict", false, "24/7");
        Map.of(
                        description(true, "73282932000074", "accueil@port.example.org", "Lu-Ve 9h-12h"),
                        "/description/openingHours not_opening_hours",
                        description(true, "73282932000075", "accueil@port.example.org", "24/7"),
                        "/description/pivot not_a_siret",
                        description(true, "73282932000074", "camille.martin@port.example.org", "24/7"),
                        "/description/contact/email not_a_functional_mailbox",
                        description(true, "73282932000074", "accueil@port.example.org", "24/7")
                                .replace("03 88 12 34 56", "06 12 34 56 78"),
                        "/description/contact/phone not_a_functional_phone",
                        description(true, "73282932000074", "accueil@port.example.org", "24/7")
                                .replace("12 rue du Port", "12 rue du Port, 06 12 34 56 78"),
                        "/description/address/street personal_data")
                .forEach((description, fault) -> amend(place, 1, description)
                        .then()
                        .statusCode(422)
                        .body("errors.collect { it.pointer + ' ' + it.code }", contains(fault)));
        amend(place, 1, description(true, "73282932000074", "accueil@port.example.org", "lundi"))
                .then()
                .statusCode(422)
                .body(containsString("Mo-Fr 09:00-12:00"));
    }

    @Test
    void anybodyReadsWhatIsPublishedAndNothingElse() throws Exception {
        String shown = place("Ouvert", true, "Mo-Fr 09:00-12:00");
        String hidden = place("Discret", false, "24/7");
        String tested = command(TestTokens.sandbox(TestTokens.COORDINATION, "place-manager"))
                .body("{\"name\":\"Essai\",\"commune\":\"67482\",\"description\":%s}"
                        .formatted(description(true, "73282932000074", "accueil@port.example.org", "24/7")))
                .post("/v1/mediation/places")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Instant from = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        Response tour = command(MANAGER)
                .body("""
                        {"placeId":"%s","vehicleRef":"OPEN-1","stops":[\
                        {"name":"Place de la Mairie","commune":"67180","postalCode":"67500","from":"%s","until":"%s","mediatorRefs":["OPEN-7"]},\
                        {"name":"Sans code postal","commune":"67180","legMinutes":5,"from":"%s","until":"%s"}]}""".formatted(
                                shown,
                                from,
                                from.plus(1, ChronoUnit.HOURS),
                                from.plus(2, ChronoUnit.HOURS),
                                from.plus(3, ChronoUnit.HOURS)))
                .post("/v1/mediation/tours");
        String stop = tour.then()
                .statusCode(201)
                .body("stops[0].postalCode", equalTo("67500"))
                .extract()
                .path("stops[0].id");

        Response file = given().get("/v1/mediation/open-data/places.csv?department=67");
        String etag = file.then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .header("ETag");
        String text = file.asString();
        assertThat(LaMednumRules.faults(text)).isEmpty();
        assertThat(text)
                .contains(shown, stop, "Ouvert, Place de la Mairie", "Tiers-lieu")
                .doesNotContain(hidden, tested, "Sans code postal", "OPEN-7", "OPEN-1");
        given().header("If-None-Match", etag)
                .get("/v1/mediation/open-data/places.csv?department=67")
                .then()
                .statusCode(304);
        assertThat(given().get("/v1/mediation/open-data/places.csv?department=59")
                        .asString())
                .doesNotContain(shown, stop);

        given().get("/v1/mediation/open-data/places.json")
                .then()
                .statusCode(200)
                .body("structures.id", hasItem("reseau-de-reemploi--" + shown))
                .body("structures.id", not(hasItem("reseau-de-reemploi--" + hidden)))
                .body("structures.id", not(hasItem("reseau-de-reemploi--" + tested)))
                .body(
                        "services.find { it.structure_id == 'reseau-de-reemploi--%s' }.thematiques".formatted(shown),
                        contains(
                                "numerique--maitriser-les-fondamentaux-du-numerique",
                                "numerique--acquerir-un-equipement"))
                .body(
                        "services.find { it.structure_id == 'reseau-de-reemploi--%s' }.publics".formatted(shown),
                        contains("seniors", "demandeurs-emploi"));

        amend(shown, 1, description(false, "73282932000074", "accueil@port.example.org", "24/7"))
                .then()
                .statusCode(200);
        assertThat(given().get("/v1/mediation/open-data/places.csv").asString()).doesNotContain(shown, stop);
    }

    private static String place(String name, boolean published, String hours) {
        return command(MANAGER)
                .body(
                        "{\"name\":\"%s\",\"commune\":\"67482\",\"hosts\":[\"%s\"],\"coordinates\":{\"latitude\":\"48.5734\",\"longitude\":\"7.7521\"},\"description\":%s}"
                                .formatted(
                                        name,
                                        TestTokens.WORKSHOP,
                                        description(published, "73282932000074", "accueil@port.example.org", hours)))
                .post("/v1/mediation/places")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String description(boolean published, String pivot, String email, String hours) {
        return """
                {"published":%s,"pivot":"%s","type":"TIERS_LIEUX","openingHours":"%s",\
                "address":{"street":"12 rue du Port","postalCode":"67100","complement":"Cour B"},\
                "contact":{"phone":"03 88 12 34 56","email":"%s","website":"https://port.example.org"},\
                "summary":"On y apprend, et on y répare.",\
                "offer":{"services":["EVERYDAY_TOOLS","SOLIDARITY_PRICED_EQUIPMENT"],"audiences":["SENIORS","JOB_SEEKERS"],\
                "care":["ILLITERACY"],"fees":["FREE"],"programmes":["CONSEILLERS_NUMERIQUES"],\
                "labels":["FABRIQUES_DE_TERRITOIRE"],"otherLabels":["Territoire inclusif, bronze"],\
                "access":["COME_IN","TELEPHONE"],"support":["IN_A_WORKSHOP","ON_THEIR_OWN"]}}""".formatted(published, pivot, hours, email);
    }

    private static Response amend(String place, int version, String description) {
        return command(MANAGER)
                .header("If-Match", "\"v" + version + "\"")
                .body("{\"description\":" + description + ",\"reason\":\"mise à jour\"}")
                .post("/v1/mediation/places/" + place + "/amendment");
    }

    private static RequestSpecification command(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON);
    }
}
