package network.reuse.mediation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.CalendarComponent;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calendars that are followed, read by another library than the one that writes them. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
class CalendarsIT {
    private static final String MANAGER = TestTokens.of(TestTokens.COORDINATION, "place-manager", "mediator");
    private static final String HOST = TestTokens.of(TestTokens.WORKSHOP, "mediator");
    private static final String OPEN = "/v1/mediation/open-data/";
    private final Instant from = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);

    @BeforeAll
    static void register() throws Exception {
        MediationServiceIT.register();
    }

    /** An event as a reader sees it. */
    private record Event(String title, Instant from, int sequence, String status, String location) {}

    @Test
    void aWorkshopThatMovesIsTheSameEventAndOneThatIsCancelledSaysSo() throws Exception {
        String place = place("L'Escale ; salle 2, « Hauts »", "67482", true);
        String moved = workshop(place, "Boîte mail, dossiers", from, "\"M-%s\"".formatted(UUID.randomUUID()));
        String cancelled = workshop(place, "Imprimer", from.plus(1, ChronoUnit.DAYS), "");
        Response first = given().get(OPEN + "places/" + place + "/calendar.ics");
        first.then().statusCode(200).contentType("text/calendar;charset=UTF-8").header("Cache-Control", "no-cache");
        assertThat(first.asString()).doesNotContain("M-");
        Map<String, Event> read = events(first.asString());
        assertThat(read).containsOnlyKeys(moved, cancelled);
        assertThat(of(read, moved))
                .isEqualTo(new Event(
                        "Boîte mail, dossiers", from, 0, "CONFIRMED", "L'Escale ; salle 2, « Hauts », Strasbourg"));
        String tag = first.header("ETag");
        given().header("If-None-Match", tag)
                .get(OPEN + "places/" + place + "/calendar.ics")
                .then()
                .statusCode(304);

        Instant later = from.plus(2, ChronoUnit.DAYS);
        command(MANAGER)
                .header("If-Match", "\"v1\"")
                .body("{\"from\":\"%s\",\"until\":\"%s\",\"reason\":\"Camille est malade\"}"
                        .formatted(later, later.plus(2, ChronoUnit.HOURS)))
                .post("/v1/mediation/workshops/" + moved + "/rescheduling")
                .then()
                .statusCode(200);
        command(MANAGER)
                .header("If-Match", "\"v1\"")
                .body("{\"reason\":\"Salle prise\"}")
                .post("/v1/mediation/workshops/" + cancelled + "/cancellation")
                .then()
                .statusCode(200);
        Response second = given().header("If-None-Match", tag).get(OPEN + "places/" + place + "/calendar.ics");
        second.then().statusCode(200);
        assertThat(second.asString()).as("reasons are the hosts' own").doesNotContain("Camille", "Salle prise");
        read = events(second.asString());
        assertThat(of(read, moved).from()).isEqualTo(later);
        assertThat(of(read, moved).sequence()).isEqualTo(1);
        assertThat(of(read, moved).status()).isEqualTo("CONFIRMED");
        assertThat(of(read, cancelled).status()).isEqualTo("CANCELLED");
        assertThat(of(read, cancelled).sequence()).isEqualTo(1);
    }

    @Test
    void aTourIsFollowedStopByStopByItselfAtItsPlaceAndInItsCommunes() throws Exception {
        String place = place("La Passerelle", "57463", true);
        Instant next = from.plus(4, ChronoUnit.HOURS);
        String mediator = "M-" + UUID.randomUUID();
        Response planned = command(MANAGER)
                .body("""
                        {"placeId":"%s","vehicleRef":"V-%s","stops":[\
                        {"name":"Mairie","commune":"57672","from":"%s","until":"%s","mediatorRefs":["%s"]},\
                        {"name":"Halle","commune":"57227","legMinutes":20,"from":"%s","until":"%s"}]}""".formatted(
                                place,
                                UUID.randomUUID(),
                                from,
                                from.plus(3, ChronoUnit.HOURS),
                                mediator,
                                next,
                                next.plus(3, ChronoUnit.HOURS)))
                .post("/v1/mediation/tours");
        planned.then().statusCode(201);
        String tour = planned.path("id");
        String mairie = planned.path("stops[0].id");
        String halle = planned.path("stops[1].id");
        String workshop = command(MANAGER)
                .body("""
                        {"placeId":"%s","title":"Démarches","from":"%s","until":"%s","capacity":8,"stop":{"tourId":"%s","stopId":"%s"}}""".formatted(place, from, from.plus(1, ChronoUnit.HOURS), tour, mairie))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(followed(OPEN + "tours/" + tour + "/calendar.ics")).containsOnlyKeys(mairie, halle, workshop);
        assertThat(followed(OPEN + "places/" + place + "/calendar.ics")).containsOnlyKeys(mairie, halle, workshop);
        assertThat(followed(OPEN + "communes/57672/calendar.ics"))
                .containsKeys(mairie, workshop)
                .doesNotContainKey(halle);
        assertThat(followed(OPEN + "communes/57227/calendar.ics"))
                .containsKey(halle)
                .doesNotContainKeys(mairie, workshop);
        assertThat(followed(OPEN + "tours/" + tour + "/calendar.ics").get(mairie))
                .isEqualTo(new Event("La Passerelle", from, 0, "CONFIRMED", "Mairie, Thionville"));

        command(MANAGER)
                .header("If-Match", "\"v1\"")
                .body("{\"reason\":\"Panne\"}")
                .post("/v1/mediation/tours/" + tour + "/stops/" + halle + "/cancellation")
                .then()
                .statusCode(200);
        Map<String, Event> after = followed(OPEN + "tours/" + tour + "/calendar.ics");
        assertThat(of(after, halle).status()).isEqualTo("CANCELLED");
        assertThat(of(after, mairie).status()).isEqualTo("CONFIRMED");
        assertThat(of(after, mairie).sequence()).isEqualTo(1);

        assertThat(followedBy(MANAGER, mediator)).containsOnlyKeys(mairie);
        assertThat(followedBy(MANAGER, mediator.toLowerCase(Locale.ROOT))).containsOnlyKeys(mairie);
        assertThat(followedBy(HOST, mediator))
                .as("references are their organisation's own")
                .isEmpty();
    }

    @Test
    void aMediatorIsFollowedToTheWorkshopsTheyHoldByTheirOrganisationAlone() throws Exception {
        String place = place("La Fabrique", "67482", false);
        String mediator = "M-" + UUID.randomUUID();
        String workshop = command(HOST)
                .body("""
                        {"placeId":"%s","title":"Souder","from":"%s","until":"%s","capacity":3,"mediatorRefs":["%s"]}""".formatted(place, from, from.plus(1, ChronoUnit.HOURS), mediator))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(followedBy(HOST, mediator)).containsOnlyKeys(workshop);
        assertThat(followedBy(MANAGER, mediator))
                .as("the place's manager does not read who holds it")
                .isEmpty();
        assertThat(followedBy(TestTokens.sandbox(TestTokens.WORKSHOP, "mediator"), mediator))
                .isEmpty();
        given().get("/v1/mediation/calendar.ics?mediatorRef=" + mediator).then().statusCode(401);
        given().auth()
                .oauth2(HOST)
                .get("/v1/mediation/calendar.ics")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/mediatorRef"));
        given().auth()
                .oauth2(HOST)
                .get("/v1/mediation/calendar.ics?mediatorRef=Camille")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/mediatorRef"));
    }

    @Test
    void whoeverHoldsTheLinkFollowsTheMediatorUntilItIsClosedOrOpenedAnew() throws Exception {
        String place = place("L'Atelier", "67482", false);
        String mediator = "M-" + UUID.randomUUID();
        String workshop = command(HOST)
                .body("""
                        {"placeId":"%s","title":"Coudre","from":"%s","until":"%s","capacity":3,"mediatorRefs":["%s"]}""".formatted(place, from, from.plus(1, ChronoUnit.HOURS), mediator))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String form = "{\"mediatorRef\":\"" + mediator + "\"}";
        String key = UUID.randomUUID().toString();
        Response opened = command(HOST, key).body(form).post("/v1/mediation/calendar-links");
        opened.then().statusCode(200).body("open", equalTo(true));
        String path = link(HOST, mediator);
        assertThat(opened.asString())
                .doesNotContain(path.substring(path.indexOf("calendars/") + 10, path.lastIndexOf("/")));
        assertThat(followed(path)).containsOnlyKeys(workshop);
        given().get(path).then().header("Cache-Control", "private, no-cache").header("Referrer-Policy", "no-referrer");
        command(HOST, key)
                .body(form)
                .post("/v1/mediation/calendar-links")
                .then()
                .statusCode(200);
        assertThat(link(HOST, mediator))
                .as("the same command opens no other link")
                .isEqualTo(path);

        command(MANAGER).body(form).post("/v1/mediation/calendar-links").then().statusCode(200);
        assertThat(followed(link(MANAGER, mediator)))
                .as("theirs is another mediator")
                .isEmpty();

        command(HOST)
                .body(form.replace("M-", "m-"))
                .post("/v1/mediation/calendar-links")
                .then()
                .statusCode(200);
        String next = link(HOST, mediator.replace("M-", "m-"));
        given().get(path).then().statusCode(404);
        assertThat(followed(next)).containsOnlyKeys(workshop);
        command(HOST)
                .body(form)
                .post("/v1/mediation/calendar-links/closure")
                .then()
                .statusCode(200)
                .body("open", equalTo(false));
        given().get(next).then().statusCode(404).body("code", equalTo("unknown"));
        command(HOST)
                .body(form)
                .post("/v1/mediation/calendar-links/closure")
                .then()
                .statusCode(404);
        given().get("/v1/mediation/calendars/" + "A".repeat(22) + "/calendar.ics")
                .then()
                .statusCode(404);
    }

    private static String link(String token, String mediator) {
        return given().auth()
                .oauth2(token)
                .get("/v1/mediation/calendar-links")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .path("find { it.mediatorRef == '%s' }.path".formatted(mediator));
    }

    @Test
    void whatIsNotPublishedIsNotThereAndWhatIsWithdrawnIsNoLonger() throws Exception {
        String hidden = place("Discret", "67482", false);
        String atHidden = workshop(hidden, "À huis clos", from, "");
        String shown = place("Ouvert", "67482", true);
        String atShown = workshop(shown, "Portes ouvertes", from, "");
        given().get(OPEN + "places/" + hidden + "/calendar.ics")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("unknown"));
        given().get(OPEN + "places/" + UUID.randomUUID() + "/calendar.ics")
                .then()
                .statusCode(404);
        given().get(OPEN + "tours/" + UUID.randomUUID() + "/calendar.ics")
                .then()
                .statusCode(404);
        given().get(OPEN + "places/none/calendar.ics").then().statusCode(404);
        assertThat(followed(OPEN + "communes/67482/calendar.ics"))
                .containsKey(atShown)
                .doesNotContainKey(atHidden);
        given().get(OPEN + "communes/67999/calendar.ics")
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown_commune"))
                .body("errors.pointer", contains("/insee"));
        given().get(OPEN + "communes/67/calendar.ics").then().statusCode(422);
        given().get(OPEN + "communes/67482/calendar.ics?from=2026")
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown_parameter"));
        assertThat(followed(OPEN + "communes/67001/calendar.ics")).isEmpty();
        assertThat(given().get(OPEN + "communes/67001/calendar.ics").asString()).contains("NAME:Achenheim");

        command(MANAGER)
                .header("If-Match", "\"v1\"")
                .body("{\"description\":" + description(false) + ",\"reason\":\"plus public\"}")
                .post("/v1/mediation/places/" + shown + "/amendment")
                .then()
                .statusCode(200);
        given().get(OPEN + "places/" + shown + "/calendar.ics").then().statusCode(404);
        assertThat(followed(OPEN + "communes/67482/calendar.ics")).doesNotContainKey(atShown);
    }

    @Test
    void aPlaceThatClosesIsStillFollowedForWhatItNoLongerHolds() throws Exception {
        String place = place("Le Quai", "67482", true);
        String workshop = workshop(place, "Dernière", from, "");
        command(MANAGER)
                .header("If-Match", "\"v1\"")
                .body("{\"reason\":\"travaux\"}")
                .post("/v1/mediation/workshops/" + workshop + "/cancellation")
                .then()
                .statusCode(200);
        command(MANAGER)
                .header("If-Match", "\"v1\"")
                .body("{\"reason\":\"travaux\"}")
                .post("/v1/mediation/places/" + place + "/closure")
                .then()
                .statusCode(200);
        assertThat(of(followed(OPEN + "places/" + place + "/calendar.ics"), workshop)
                        .status())
                .isEqualTo("CANCELLED");
    }

    private static Event of(Map<String, Event> read, String id) {
        return Objects.requireNonNull(read.get(id), id);
    }

    private static Map<String, Event> followed(String path) throws Exception {
        return events(given().get(path)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/calendar"))
                .extract()
                .asString());
    }

    private static Map<String, Event> followedBy(String token, String mediator) throws Exception {
        return events(given().auth()
                .oauth2(token)
                .get("/v1/mediation/calendar.ics?mediatorRef=" + mediator)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static Map<String, Event> events(String text) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        Map<String, Event> read = new HashMap<>();
        for (CalendarComponent event : calendar.getComponents(Component.VEVENT)) {
            read.put(
                    value(event, Property.UID),
                    new Event(
                            value(event, Property.SUMMARY),
                            Instant.from(DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX")
                                    .parse(value(event, Property.DTSTART))),
                            Integer.parseInt(value(event, Property.SEQUENCE)),
                            value(event, Property.STATUS),
                            value(event, Property.LOCATION)));
        }
        assertThat(read).as("no event is there twice").hasSameSizeAs(calendar.getComponents(Component.VEVENT));
        return read;
    }

    private static String value(CalendarComponent event, String name) {
        Property property = event.<Property>getProperty(name).orElseThrow();
        return property.getValue();
    }

    private static String place(String name, String commune, boolean published) {
        return command(MANAGER)
                .body("{\"name\":\"%s\",\"commune\":\"%s\",\"hosts\":[\"%s\"],\"description\":%s}"
                        .formatted(name, commune, TestTokens.WORKSHOP, description(published)))
                .post("/v1/mediation/places")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String description(boolean published) {
        return "{\"published\":%s,\"pivot\":\"73282932000074\",\"address\":{\"street\":\"12 rue du Port\",\"postalCode\":\"67100\"}}"
                .formatted(published);
    }

    private static String workshop(String place, String title, Instant from, String mediators) {
        return command(MANAGER)
                .body(
                        "{\"placeId\":\"%s\",\"title\":\"%s\",\"from\":\"%s\",\"until\":\"%s\",\"capacity\":5,\"mediatorRefs\":[%s]}"
                                .formatted(place, title, from, from.plus(2, ChronoUnit.HOURS), mediators))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification command(String token) {
        return command(token, UUID.randomUUID().toString());
    }

    private static RequestSpecification command(String token, String key) {
        return given().auth().oauth2(token).header("Idempotency-Key", key).contentType(ContentType.JSON);
    }
}
