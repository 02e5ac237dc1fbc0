package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Run.Planned;
import network.reuse.collection.domain.Run.Transport;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.PickupCancelled;
import network.reuse.contracts.CollectionEvent.PickupMoved;
import network.reuse.contracts.CollectionEvent.PickupPlanned;
import network.reuse.contracts.CollectionEvent.PickupUnplanned;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID RECIPIENT = new UUID(1, 2);
    private static final UUID CARRIER = new UUID(1, 3);
    private static final UUID LOT = new UUID(2, 1);
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Instant EIGHT = Instant.parse("2026-11-03T08:00:00Z");

    @Test
    void aRunGoesFromOneLotToTheNextAndNowhereTwice() {
        assertThat(run(visit(1, 0, 30), visit(2, 30, 60)).until()).isEqualTo(minutes(60));
        assertRefused("/stops/1/from", visit(1, 0, 30), visit(2, 20, 60));
        assertRefused("/stops/1/lot", visit(1, 0, 30), visit(1, 30, 60));
        assertRefused("/stops/0/until", visit(1, 30, 30));
        assertRefused("/stops", visit(1, 0, 30), visit(2, 60, 60 * 24 * 4));
    }

    @Test
    void whatIsDoneOnARunStaysAndOnlyWhatIsToComeChanges() {
        Planned run = (Planned) run(visit(1, 0, 30), visit(2, 30, 60), visit(3, 60, 90));
        Set<UUID> done = Set.of(new UUID(2, 1), new UUID(2, 2));
        assertThat(moved(run, done, visit(4, 70, 100)).visits())
                .containsExactly(visit(1, 0, 30), visit(2, 30, 60), visit(4, 70, 100));
        assertThat(moved(run, done, visit(1, 0, 30), visit(2, 30, 60), visit(3, 90, 100))
                        .visits())
                .containsExactly(visit(1, 0, 30), visit(2, 30, 60), visit(3, 90, 100));
        assertNotMoved(run, done, "/stops/0", visit(2, 35, 60), visit(3, 60, 90));
        assertNotMoved(run, done, "/stops/0/from", visit(3, 50, 90));
        assertNotMoved(run, done, "/stops", visit(3, 60, 90));
    }

    @Test
    void aLotIsOnOneRunWithinTheTimeThatIsBooked() {
        Decision<Lot, CollectionEvent> planned = booked().plan(stop(7, 30, 60), 0);
        assertThat(planned.events())
                .containsExactly(new PickupPlanned(LOT, new UUID(4, 7), CARRIER, 1, minutes(30), minutes(60)));
        PickupBooked onRun = (PickupBooked) planned.next();
        assertThat(onRun.plan(stop(7, 30, 60), 0).events()).isEmpty();
        assertThat(onRun.plan(stop(7, 40, 70), 0).events()).hasSize(1);
        assertThatThrownBy(() -> onRun.plan(stop(8, 30, 60), 0))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("on_another_run"));
        assertThatThrownBy(() -> booked().plan(stop(7, 230, 250), 0)).isInstanceOf(Refusal.class);
        assertThat(onRun.unplan("Panne").events()).containsExactly(new PickupUnplanned(LOT, new UUID(4, 7), "Panne"));
    }

    @Test
    void aPickupThatMovesAwayFromItsRunLeavesIt() {
        PickupBooked onRun = (PickupBooked) booked().plan(stop(7, 30, 60), 0).next();
        assertThat(((PickupBooked) onRun.move(EIGHT, minutes(120), "Quai").next()).stop())
                .isEqualTo(onRun.stop());
        assertThat(onRun.move(minutes(60), minutes(120), "Quai").events())
                .containsExactly(
                        new PickupMoved(LOT, CARRIER, minutes(60), minutes(120), "Quai"),
                        new PickupUnplanned(LOT, new UUID(4, 7), "Quai"));
    }

    @Test
    void theCarrierOfACancelledPickupSeesWhyUntilAnotherIsBooked() {
        Decision<Lot, CollectionEvent> cancelled = booked().cancel("Panne");
        assertThat(cancelled.events()).containsExactly(new PickupCancelled(LOT, CARRIER, "Panne"));
        Accepted accepted = (Accepted) cancelled.next();
        assertThat(accepted.readers()).contains(CARRIER);
        assertThat(accepted.owners()).doesNotContain(CARRIER);
        assertThat(accepted.schedule(new UUID(1, 9), EIGHT, minutes(60), null)
                        .next()
                        .readers())
                .doesNotContain(CARRIER);
    }

    private static void assertRefused(String pointer, Visit... visits) {
        assertThatThrownBy(() -> run(visits))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults().getFirst().pointer())
                                .isEqualTo(pointer));
    }

    private static void assertNotMoved(Planned run, Set<UUID> done, String pointer, Visit... visits) {
        assertThatThrownBy(() -> moved(run, done, visits))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults().getFirst().pointer())
                                .isEqualTo(pointer));
    }

    private static Run moved(Planned run, Set<UUID> done, Visit... visits) {
        return run.move(run.transport(), List.of(visits), done).next();
    }

    private static Run run(Visit... visits) {
        return Run.plan(
                new RunAttributes(new UUID(4, 7), "T-7", CARRIER, STRASBOURG, Environment.LIVE, null),
                new Transport("UTILITAIRE-3", null),
                List.of(visits));
    }

    private static PickupBooked booked() {
        return new PickupBooked(
                new LotAttributes(
                        LOT, "L-1", DONOR, DonorKind.COMPANY, RECIPIENT, STRASBOURG, Environment.LIVE, null, null),
                List.of(new Quantity(DeviceCategory.LAPTOP, 3)),
                RECIPIENT,
                CARRIER,
                EIGHT,
                minutes(240),
                null,
                null);
    }

    private static Stop stop(int run, int from, int until) {
        return new Stop(new UUID(4, run), "T-" + run, 1, minutes(from), minutes(until));
    }

    private static Visit visit(int lot, int from, int until) {
        return new Visit(new UUID(2, lot), minutes(from), minutes(until));
    }

    private static Instant minutes(int minutes) {
        return EIGHT.plusSeconds(60L * minutes);
    }
}
