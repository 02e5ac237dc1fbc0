package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.APPOINTMENT;
import static network.reuse.allocation.domain.Given.DAY;
import static network.reuse.allocation.domain.Given.EXPIRES;
import static network.reuse.allocation.domain.Given.PACK;
import static network.reuse.allocation.domain.Given.REFERRER;
import static network.reuse.allocation.domain.Given.SLOT;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.reuse.contracts.AllocationEvent.AppointmentCalledOff;
import network.reuse.contracts.AllocationEvent.AppointmentCancelled;
import network.reuse.contracts.AllocationEvent.AppointmentMoved;
import network.reuse.contracts.AllocationEvent.HandOverDayCancelled;
import network.reuse.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class HandOverDayTest {
    private static final HandOverSlot NEXT =
            new HandOverSlot(SLOT.until(), SLOT.until().plus(Duration.ofMinutes(30)));

    @Test
    void aDayHasItsSlotsOneAfterTheOther() {
        assertThat(Given.day().attributes().slots()).containsExactly(SLOT, NEXT);
        assertThat(Given.day(SLOT.from(), SLOT.until().plusSeconds(60), 30, 1).slots())
                .containsExactly(SLOT);
        assertThat(Given.day().cancel("Salle fermée").events())
                .containsExactly(new HandOverDayCancelled(DAY, "Salle fermée"));
    }

    @Property
    void slotsNeitherOverlapNorLeaveTheDay(
            @ForAll @IntRange(min = 5, max = 480) int slotMinutes, @ForAll @IntRange(min = 5, max = 960) int minutes) {
        Instant until = SLOT.from().plus(Duration.ofMinutes(minutes));
        List<HandOverSlot> slots = Given.day(SLOT.from(), until, slotMinutes, 1).slots();

        assertThat(slots).hasSize(minutes / slotMinutes);
        Instant end = SLOT.from();
        for (HandOverSlot slot : slots) {
            assertThat(slot.from()).isEqualTo(end);
            end = slot.until();
        }
        assertThat(end).isBeforeOrEqualTo(until);
    }

    @Test
    void aDayHasASlotAtLeastAndNoMorePacksThanAreReadAtOnce() {
        assertThat(fault(() ->
                        HandOverDay.plan(Given.day(SLOT.from(), SLOT.from().plusSeconds(60), 30, 1))))
                .isEqualTo("no_day_of_slots");
        assertThat(fault(() ->
                        HandOverDay.plan(Given.day(SLOT.from(), SLOT.from().plus(Duration.ofHours(17)), 30, 1))))
                .isEqualTo("no_day_of_slots");
        assertThat(fault(() ->
                        HandOverDay.plan(Given.day(SLOT.from(), SLOT.from().plus(Duration.ofHours(2)), 30, 5_000))))
                .isEqualTo("too_many");
    }

    @Test
    void onlyASlotOfTheDayThatIsNotOverIsBooked() {
        Instant during = SLOT.until().minusSeconds(1);

        assertThat(Given.day().requireSlot(SLOT.from(), during)).isEqualTo(SLOT);
        assertThat(fault(() -> Given.day().requireSlot(SLOT.from(), SLOT.until())))
                .isEqualTo("slot_over");
        assertThat(fault(() -> Given.day().requireSlot(SLOT.from().plusSeconds(1), during)))
                .isEqualTo("unknown_slot");
    }

    @Test
    void anAppointmentKeepsItsPackReservedUntilItsSlotIsOverOrAsLongAsItIsToBeBookedAnew() {
        Appointment.Booked booked = Given.appointment();

        assertThat(booked.holdsUntil()).isEqualTo(SLOT.until());
        assertThat(booked.owners()).containsExactlyInAnyOrder(SPONSOR, REFERRER);
        assertThat(booked.giveUp("Ne peut pas venir").next().holdsUntil()).isNull();
        assertThat(booked.callOff("Salle fermée", EXPIRES).next().holdsUntil()).isEqualTo(EXPIRES);
        assertThat(booked.callOff("Salle fermée", EXPIRES).next().owners()).isEmpty();
        assertThat(booked.giveUp("Ne peut pas venir").events())
                .containsExactly(new AppointmentCancelled(APPOINTMENT, PACK, "Ne peut pas venir"));
        assertThat(booked.callOff("Salle fermée", EXPIRES).events())
                .containsExactly(new AppointmentCalledOff(APPOINTMENT, PACK, "Salle fermée"));
    }

    @Test
    void itMovesToAnotherSlotAlone() {
        assertThat(Given.appointment().move(DAY, NEXT).events())
                .containsExactly(new AppointmentMoved(APPOINTMENT, DAY, NEXT.from(), NEXT.until()));
        assertThat(fault(() -> Given.appointment().move(DAY, SLOT))).isEqualTo("nothing_changed");
    }

    private static String fault(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.class, move).faults().getFirst().code();
    }
}
