package network.reuse.allocation.application.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.Appointment.Booked;
import network.reuse.allocation.domain.AppointmentAttributes;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.allocation.domain.HandOverDay.Planned;
import network.reuse.allocation.domain.HandOverSlot;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.persistence.Appointments;
import network.reuse.allocation.persistence.HandOverDays;
import network.reuse.allocation.persistence.Packs;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A reserved pack gets a place in a slot of a day, moves to another one, or gives it up. The place is taken right before the commit by
 * a statement that fails when none is left, so that a slot never overflows; one that is full already is refused from what was read.
 */
@ApplicationScoped
public class MakeAppointment {
    private final Commit commit;
    private final HandOverDays days;
    private final Appointments appointments;

    public MakeAppointment(Commit commit, HandOverDays days, Appointments appointments) {
        this.commit = commit;
        this.days = days;
        this.appointments = appointments;
    }

    /** A day as it stands, and how many packs are booked into each of its slots. */
    private record Seen(Stored<HandOverDay> day, Map<Instant, Integer> booked) {
        /** The slot that begins then, of a programme's day; refused when it cannot be booked. */
        HandOverSlot require(UUID programmeId, Instant from, Instant now) {
            if (!(day.state() instanceof Planned planned)) {
                throw day.state().illegal();
            }
            if (!planned.attributes().programmeId().equals(programmeId)) {
                throw Refusal.invalid(
                        "/day",
                        "day_of_another_programme",
                        "Cette journée est d'un autre programme que le pack.",
                        "This day is of another programme than the pack.");
            }
            HandOverSlot slot = planned.requireSlot(from, now);
            int most = planned.attributes().packsPerSlot();
            if (Objects.requireNonNullElse(booked.get(slot.from()), most) >= most) {
                throw HandOverDay.slotFull(slot, most);
            }
            return slot;
        }
    }

    private record Read(Stored<Pack> pack, List<Stored<Appointment>> standing, Seen seen) {}

    /** Books a pack into the slot of that day which begins then. */
    public Uni<Answer> book(Command command, UUID packId, UUID dayId, Instant from, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return commit.write(command, Unversioned.CREATES, (connection, _) -> read(connection, packId, dayId), read -> {
            Pack pack = read.pack().state();
            if (!(pack instanceof Pack.Reserved)) {
                throw pack.illegal();
            }
            if (!read.standing().isEmpty()) {
                throw alreadyBooked(read.standing().getFirst().id());
            }
            HandOverSlot slot = read.seen().require(pack.attributes().programmeId(), from, command.now());
            AppointmentAttributes attributes = new AppointmentAttributes(
                    Ids.next(),
                    packId,
                    pack.attributes().programmeId(),
                    pack.attributes().sponsor(),
                    pack.attributes().parties(),
                    pack.territory(),
                    pack.attributes().env());
            Creation<Appointment, AllocationEvent> creation =
                    new Creation<>(attributes.id(), Appointment.make(attributes, dayId, slot), occurred);
            return Plan.create(Appointments.TABLE, creation, AppointmentView::of)
                    .writingBeforeCommit((connection, _) -> days.take(connection, dayId, slot));
        });
    }

    /** The pack is held before it is read: it is neither fetched nor given up until the transaction ends. */
    private Future<Read> read(SqlConnection connection, UUID packId, UUID dayId) {
        return appointments.holdPack(connection, packId).compose(isHeld -> {
            if (!isHeld) {
                throw Refusals.unknown();
            }
            return Packs.TABLE
                    .require(connection, packId)
                    .compose(pack -> appointments
                            .lockOfPack(connection, packId)
                            .compose(standing -> see(connection, dayId).map(seen -> new Read(pack, standing, seen))));
        });
    }

    private Future<Seen> see(SqlConnection connection, UUID dayId) {
        return HandOverDays.TABLE
                .require(connection, dayId)
                .recover(failure -> Future.failedFuture(failure instanceof Refusal ? unknownDay() : failure))
                .compose(day -> days.booked(connection, dayId).map(booked -> new Seen(day, booked)));
    }

    private static Refusal unknownDay() {
        return Refusal.invalid(
                "/day",
                "unknown_day",
                "Aucune journée de cet identifiant n'est visible pour vous.",
                "No day of this id is visible to you.");
    }

    private static Refusal alreadyBooked(UUID appointment) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "already_booked",
                        "Le pack a déjà un rendez-vous ; déplacez-le (…/rescheduling).",
                        "The pack has an appointment already; move it (…/rescheduling).")
                .with(Map.of("appointment", appointment));
    }

    /** An appointment whose pack is kept as it is: it is neither fetched nor given up until the transaction ends. */
    private record Expected(Stored<Appointment> appointment, Stored<Pack> pack) {
        Booked requireAwaited() {
            if (!(pack.state() instanceof Pack.Reserved)) {
                throw pack.state().illegal();
            }
            return requireBooked(appointment.state());
        }
    }

    private Future<Expected> expected(SqlConnection connection, UUID id) {
        return Appointments.TABLE.require(connection, id).compose(seen -> {
            UUID packId = seen.state().attributes().packId();
            return appointments
                    .holdPack(connection, packId)
                    .compose(_ -> Packs.TABLE.require(connection, packId))
                    .compose(pack -> Appointments.TABLE.lock(connection, id).map(locked -> new Expected(locked, pack)));
        });
    }

    private record Moving(Expected expected, Seen seen) {
        Stored<Appointment> appointment() {
            return expected.appointment();
        }
    }

    /** It is fetched in the slot of that day which begins then. */
    public Uni<Answer> move(VersionedCommand command, UUID id, UUID dayId, Instant from, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Appointments.TABLE,
                (connection, _) -> expected(connection, id)
                        .compose(expected -> see(connection, dayId).map(seen -> new Moving(expected, seen))),
                Moving::appointment,
                moving -> {
                    Booked booked = moving.expected().requireAwaited();
                    HandOverSlot slot =
                            moving.seen().require(booked.attributes().programmeId(), from, command.now());
                    Change<Appointment, AllocationEvent> change =
                            Change.recorded(moving.appointment(), booked.move(dayId, slot), time);
                    return Plan.change(Appointments.TABLE, change, AppointmentView::of)
                            .writingBeforeCommit((connection, _) -> days.take(connection, dayId, slot))
                            .writingBeforeCommit(
                                    (connection, _) -> days.giveBack(connection, booked.dayId(), booked.slot()));
                });
    }

    /** Nobody comes then: the place is free, and the pack stays reserved as long as its reservation says. */
    public Uni<Answer> giveUp(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Appointments.TABLE,
                (connection, _) -> expected(connection, id),
                Expected::appointment,
                expected -> {
                    Booked booked = expected.requireAwaited();
                    return Plan.change(
                                    Appointments.TABLE,
                                    Change.recorded(expected.appointment(), booked.giveUp(reason), time),
                                    AppointmentView::of)
                            .writingBeforeCommit(
                                    (connection, _) -> days.giveBack(connection, booked.dayId(), booked.slot()));
                });
    }

    private static Booked requireBooked(Appointment appointment) {
        if (appointment instanceof Booked booked) {
            return booked;
        }
        throw appointment.illegal();
    }
}
