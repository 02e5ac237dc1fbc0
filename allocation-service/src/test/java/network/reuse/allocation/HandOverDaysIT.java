package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.atOnce;
import static network.reuse.allocation.AllocationServiceIT.bodies;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.count;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.owner;
import static network.reuse.allocation.AllocationServiceIT.packOf;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.send;
import static network.reuse.allocation.AllocationServiceIT.types;
import static network.reuse.allocation.Counter.API;
import static network.reuse.allocation.Counter.REFERRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Days of hand-overs and appointments, on a real database: no slot overflows, and a pack is there when its slot comes. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class HandOverDaysIT {
    private static final String LATE = "{\"reason\":\"Ne peut pas venir\"}";
    private static final String WRONG = "select count(*) from hand_over_slot s where s.booked <> (select count(*)"
            + " from appointment a where a.day_id = s.day_id and a.starts_at = s.starts_at and a.status = 'BOOKED')";

    private static KafkaProducer<String, byte[]> refurb;

    private final Counter counter = new Counter(() -> refurb);
    private final Instant morning =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(40)).plus(Duration.ofHours(7));
    private final Instant second = morning.plus(Duration.ofMinutes(30));

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
    void aPackIsBookedByItsReferrerMovedByItsSponsorAndGivenUp() throws Exception {
        counter.stock(1, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 12);
        UUID pack = counter.reserved(programme);
        read(REFERRING, "hand-over-days?programmeId=" + programme).body("id", contains(day.toString()));

        UUID appointment = UUID.fromString(book(REFERRING, pack, day, morning)
                .statusCode(201)
                .header("Location", startsWith(API + "appointments/"))
                .body("status", equalTo("BOOKED"))
                .body("holdsUntil", equalTo(second.toString()))
                .body("legal", contains("RESCHEDULING", "CANCELLATION"))
                .extract()
                .path("id"));
        book(counter.manager, pack, day, second)
                .statusCode(409)
                .body("code", equalTo("already_booked"))
                .body("extensions.appointment", equalTo(appointment.toString()));
        slots(day, 1, 0);
        String path = "appointments/" + appointment;
        act(path + "/rescheduling", counter.manager, 1, slot(day, second))
                .statusCode(200)
                .body("from", equalTo(second.toString()));
        slots(day, 0, 1);
        act(path + "/rescheduling", counter.manager, 2, slot(day, second)).statusCode(422);
        act(path + "/cancellation", REFERRING, 2, LATE)
                .statusCode(200)
                .body("status", equalTo("GIVEN_UP"))
                .body("holdsUntil", nullValue());
        slots(day, 0, 0);
        act(path + "/cancellation", REFERRING, 3, LATE).statusCode(409).body("code", equalTo("illegal_now"));
        book(REFERRING, pack, day, morning).statusCode(201);

        assertThat(types(events(appointment, 3)))
                .containsExactly("AppointmentMade", "AppointmentMoved", "AppointmentCancelled");
        assertThat(types(events(day, 1))).containsExactly("HandOverDayPlanned");
        booksClose();
    }

    @Test
    void whoHasFetchedAPackKeepsThePlaceWhateverBecomesOfTheDay() throws Exception {
        counter.stock(2, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 12);
        UUID fetched = counter.reserved(programme);
        UUID awaited = counter.reserved(programme);
        String appointment = "appointments/"
                + book(REFERRING, fetched, day, morning)
                        .statusCode(201)
                        .extract()
                        .path("id");
        String other = "appointments/"
                + book(REFERRING, awaited, day, morning)
                        .statusCode(201)
                        .extract()
                        .path("id");
        act("packs/" + fetched + "/hand-over", counter.manager, 1, "{}").statusCode(200);

        act(appointment + "/rescheduling", REFERRING, 1, slot(day, second))
                .statusCode(409)
                .body("code", equalTo("illegal_now"));
        act(appointment + "/cancellation", REFERRING, 1, LATE).statusCode(409).body("code", equalTo("illegal_now"));
        act("hand-over-days/" + day + "/cancellation", counter.manager, 1, LATE).statusCode(200);

        read(REFERRING, appointment).body("status", equalTo("BOOKED"));
        read(REFERRING, other).body("status", equalTo("CALLED_OFF"));
        slots(day, 1, 0);
        booksClose();
    }

    @Test
    void fiveHundredCallsForTwelvePlacesBookTwelve() throws Exception {
        counter.stock(50, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 12);
        List<UUID> packs = bodies(counter.reserveAtOnce(counter.requests(programme, 50)), 201).stream()
                .map(body -> UUID.fromString(body.at("/id").asText()))
                .toList();

        List<HttpResponse<String>> answers = atOnce(IntStream.range(0, 500)
                .mapToObj(i -> (Callable<HttpResponse<String>>) () -> send(
                        i % 2 == 0 ? REFERRING : counter.manager,
                        "packs/" + packs.get(i % packs.size()) + "/appointment",
                        slot(day, morning),
                        UUID.randomUUID().toString(),
                        null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(12);
        assertThat(bodies(answers, 409))
                .hasSize(488)
                .allSatisfy(problem -> assertThat(problem.at("/code").asText())
                        .isIn("slot_full", "already_booked", "already_exists", "in_progress"));
        slots(day, 12, 0);
        booksClose();
    }

    @Test
    void thePacksReservationLastsUntilTheEndOfItsSlotAndNotLonger() throws Exception {
        counter.stock(1, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 12);
        UUID pack = counter.reserved(programme);
        read(REFERRING, "packs/" + pack).body("expiresAt", notNullValue()).body("kept", nullValue());
        String appointment =
                book(REFERRING, pack, day, morning).statusCode(201).extract().path("id");
        read(REFERRING, "packs/" + pack)
                .body("kept.appointmentId", equalTo(appointment))
                .body("kept.status", equalTo("BOOKED"))
                .body("kept.until", equalTo(second.toString()));

        expire(pack);
        await("its timer to be set anew")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from timer where key = '" + pack + "' and due_at > now()") == 1);
        read(counter.manager, "packs/" + pack).body("status", equalTo("RESERVED"));
        owner("update appointment set holds_until = '2020-01-01' where pack_id = '" + pack + "'");
        owner("update timer set due_at = '2020-01-01' where key = '" + pack + "'");

        await("the reservation to end")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(counter.manager, "packs/" + pack).body("status", equalTo("RELEASED")));
        read(REFERRING, "appointments?packId=" + pack).body("status", contains("GIVEN_UP"));
        slots(day, 0, 0);
        booksClose();
    }

    @Test
    void noProcessThatKnowsNoAppointmentsEndsAPackThatHasOne() throws Exception {
        counter.stock(1, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 1);
        UUID pack = counter.reserved(programme);
        book(REFERRING, pack, day, morning).statusCode(201);

        assertThatThrownBy(() -> owner(
                        "update pack set previous_status = status, status = 'RELEASED' where id = '" + pack + "'"))
                .hasMessageContaining("the appointment of pack " + pack + " stands");

        slots(day, 1, 0);
        booksClose();
    }

    @Test
    void aCancelledPackGivesItsPlaceBack() throws Exception {
        counter.stock(1, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 1);
        UUID pack = counter.reserved(programme);
        book(REFERRING, pack, day, morning).statusCode(201);

        counter.move(pack, "cancellation", 1, LATE).statusCode(200);

        slots(day, 0, 0);
        book(REFERRING, pack, day, morning).statusCode(409).body("code", equalTo("illegal_now"));
        UUID other = counter.reserved(programme);
        book(REFERRING, other, day, morning).statusCode(201);
        booksClose();
    }

    @Test
    void aHandOverThatDidNotTakePlaceGivesItsPlaceBackOnceAndAReturnKeepsIt() throws Exception {
        counter.stock(2, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 2);
        UUID asked = counter.requested(programme);
        UUID mistaken = packOf(counter.reserve(asked));
        UUID fetched = counter.reserved(programme);
        book(REFERRING, mistaken, day, morning).statusCode(201);
        book(REFERRING, fetched, day, morning).statusCode(201);
        counter.move(mistaken, "hand-over", 1, "{}").statusCode(200);
        counter.move(fetched, "hand-over", 1, "{}").statusCode(200);

        counter.move(mistaken, "hand-over-correction", 2, LATE).statusCode(200).body("status", equalTo("CORRECTED"));
        counter.move(fetched, "return", 2, "{\"workshop\":\"" + TestTokens.WORKSHOP + "\",\"reason\":\"Panne\"}")
                .statusCode(200);

        read(REFERRING, "appointments?packId=" + mistaken)
                .body("status", contains("GIVEN_UP"))
                .body("reason", contains("Ne peut pas venir"));
        read(REFERRING, "appointments?packId=" + fetched).body("status", contains("BOOKED"));
        read(counter.manager, "hand-over-days/" + day + "/packs").body("packId", contains(fetched.toString()));
        slots(day, 1, 0);
        book(REFERRING, packOf(counter.reserve(asked)), day, morning).statusCode(201);
        slots(day, 2, 0);
        booksClose();
    }

    @Test
    void aDayThatIsCancelledGivesItsPacksBackToBeBookedAndTheirReferrersSeeIt() throws Exception {
        counter.stock(3, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 12);
        UUID other = day(programme, 12);
        List<UUID> packs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID pack = counter.reserved(programme);
            book(REFERRING, pack, day, morning).statusCode(201);
            packs.add(pack);
        }

        act("hand-over-days/" + day + "/cancellation", counter.manager, 1, "{\"reason\":\"Salle fermée\"}")
                .statusCode(200)
                .body("status", equalTo("CANCELLED"))
                .body("slots.left", contains(0, 0));

        read(REFERRING, "appointments?dayId=" + day + "&status=CALLED_OFF")
                .body("packId", hasSize(3))
                .body("reason[0]", equalTo("Salle fermée"));
        book(REFERRING, packs.getFirst(), day, morning).statusCode(409);
        expire(packs.getFirst());
        await("its timer to be set anew")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("select count(*) from timer where key = '" + packs.getFirst() + "' and due_at > now()")
                                == 1);
        for (UUID pack : packs) {
            book(REFERRING, pack, other, second).statusCode(201);
        }
        slots(other, 0, 3);
        booksClose();
    }

    @Test
    void theCounterReadsWhoIsExpectedSlotBySlotAndNoPerson() throws Exception {
        counter.stock(2, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 12);
        UUID late = counter.reserved(programme);
        UUID early = counter.reserved(programme);
        book(REFERRING, late, day, second).statusCode(201);
        book(REFERRING, early, day, morning).statusCode(201);
        counter.move(early, "hand-over", 1, "{}").statusCode(200);

        String packs = "hand-over-days/" + day + "/packs";
        String said = read(counter.manager, packs)
                .statusCode(200)
                .body("packId", contains(early.toString(), late.toString()))
                .body("packStatus", contains("DELIVERED", "RESERVED"))
                .body("devices[1]", hasSize(1))
                .extract()
                .asString();
        String csv = read(counter.manager, packs + ".csv")
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv).contains(late.toString(), early.toString());
        assertThat(said + csv).doesNotContain("Famille", "Camille", "0700000");
        String stranger = TestTokens.of(TestTokens.OTHER_WORKSHOP, "programme-manager", "referrer");
        read(stranger, packs).statusCode(404);
        read(stranger, "hand-over-days").body("$", empty());
        book(stranger, late, day, morning).statusCode(404);
        act("hand-over-days/" + day + "/cancellation", TestTokens.of(Counter.REFERRER, "programme-manager"), 1, LATE)
                .statusCode(403);
    }

    @Test
    void whatCannotBeBookedIsRefusedWhereItStands() throws Exception {
        counter.stock(2, "B");
        UUID programme = counter.programme();
        UUID day = day(programme, 1);
        UUID pack = counter.reserved(programme);

        book(REFERRING, pack, day, morning.plusSeconds(60))
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_slot"));
        book(REFERRING, pack, UUID.randomUUID(), morning)
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_day"));
        book(REFERRING, pack, day(counter.programme(), 1), morning)
                .statusCode(422)
                .body("errors[0].code", equalTo("day_of_another_programme"));
        Instant past = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(2));
        book(REFERRING, pack, day(programme, 1, past), past)
                .statusCode(422)
                .body("errors[0].code", equalTo("slot_over"));
        book(REFERRING, pack, day, morning).statusCode(201);
        book(REFERRING, packOf(counter.reserve(counter.requested(programme))), day, morning)
                .statusCode(409)
                .body("code", equalTo("slot_full"))
                .body("extensions.packsPerSlot", equalTo(1));
        plan(UUID.randomUUID(), 1, morning).statusCode(422).body("errors[0].code", equalTo("unknown_programme"));
        plan(programme, 10_000, morning).statusCode(422).body("errors[0].code", equalTo("too_many"));
        command(counter.manager)
                .body("""
                        {"programmeId":"%s","place":"Bazaar St-So","commune":"59350","from":"%s","until":"%s","slotMinutes":90,
                        "packsPerSlot":1}""".formatted(programme, morning, morning.plus(Duration.ofHours(1))))
                .post(API + "hand-over-days")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/until"))
                .body("errors[0].code", equalTo("no_day_of_slots"));
    }

    private static void expire(UUID pack) throws SQLException {
        owner("update pack set state = jsonb_set(state::jsonb, '{expiresAt}', '\"2020-01-01T00:00:00Z\"')::text"
                + " where id = '" + pack + "'");
        owner("update timer set due_at = '2020-01-01' where key = '" + pack + "'");
    }

    private static void booksClose() throws SQLException {
        assertThat(count(WRONG)).isZero();
    }

    private UUID day(UUID programme, int packsPerSlot) {
        return day(programme, packsPerSlot, morning);
    }

    private UUID day(UUID programme, int packsPerSlot, Instant from) {
        return UUID.fromString(plan(programme, packsPerSlot, from)
                .statusCode(201)
                .body("code", startsWith("J-"))
                .body("slots", hasSize(2))
                .body("slots.left", contains(packsPerSlot, packsPerSlot))
                .extract()
                .path("id"));
    }

    private ValidatableResponse plan(UUID programme, int packsPerSlot, Instant from) {
        return command(counter.manager)
                .body("""
                        {"programmeId":"%s","place":"Bazaar St-So","commune":"59350","from":"%s","until":"%s","slotMinutes":30,
                        "packsPerSlot":%d}""".formatted(programme, from, from.plus(Duration.ofHours(1)), packsPerSlot))
                .post(API + "hand-over-days")
                .then();
    }

    private static String slot(UUID day, Instant from) {
        return "{\"day\":\"" + day + "\",\"from\":\"" + from + "\"}";
    }

    private static ValidatableResponse book(String token, UUID pack, UUID day, Instant from) {
        return act("packs/" + pack + "/appointment", token, null, slot(day, from));
    }

    private void slots(UUID day, int first, int second) {
        read(counter.manager, "hand-over-days/" + day).statusCode(200).body("slots.booked", contains(first, second));
    }
}
