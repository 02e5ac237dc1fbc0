package network.reuse.allocation.application.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.allocation.domain.HandOverDay.Planned;
import network.reuse.allocation.domain.HandOverDayAttributes;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.persistence.Appointments;
import network.reuse.allocation.persistence.HandOverDays;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
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
 * A sponsor says on which day, where and in which slots the packs of a programme are fetched, or that this does not take place: then
 * each pack that was booked is to be booked anew, and stays reserved for as long as one that is reserved on that day.
 */
@ApplicationScoped
public class PlanHandOverDay {
    private final Commit commit;
    private final CodeNumbers codes;
    private final HandOverDays days;
    private final Appointments appointments;

    public PlanHandOverDay(Commit commit, CodeNumbers codes, HandOverDays days, Appointments appointments) {
        this.commit = commit;
        this.codes = codes;
        this.days = days;
        this.appointments = appointments;
    }

    /** What the sponsor says of it. */
    public record Terms(
            UUID programmeId,
            String place,
            String commune,
            Instant from,
            Instant until,
            int slotMinutes,
            int packsPerSlot,
            @Nullable String partnerRef) {}

    /** Packs may be booked into its slots from now on. */
    public Uni<Answer> plan(Command command, Terms terms, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('J', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> Programmes.TABLE
                                .require(connection, terms.programmeId())
                                .recover(failure ->
                                        Future.failedFuture(failure instanceof Refusal ? unknownProgramme() : failure)),
                        programme -> {
                            if (!programme
                                    .state()
                                    .attributes()
                                    .sponsor()
                                    .equals(command.caller().organisation())) {
                                throw Refusals.notYours();
                            }
                            if (programme.state() instanceof Programme.Draft draft) {
                                var _ = draft.requireOpen();
                            }
                            HandOverDayAttributes day = day(programme.state(), terms, code.getFirst());
                            Creation<HandOverDay, AllocationEvent> creation =
                                    new Creation<>(day.id(), HandOverDay.plan(day), occurred);
                            return Plan.create(
                                            HandOverDays.TABLE,
                                            creation,
                                            stored -> HandOverDayView.of(stored, Map.of()))
                                    .writing((connection, _) -> days.open(connection, day));
                        }));
    }

    private static Refusal unknownProgramme() {
        return Refusal.invalid(
                "/programmeId",
                "unknown_programme",
                "Aucun programme de cet identifiant n'est visible pour vous.",
                "No programme of this id is visible to you.");
    }

    private static HandOverDayAttributes day(Programme programme, Terms terms, String code) {
        return new HandOverDayAttributes(
                Ids.next(),
                code,
                programme.attributes().id(),
                programme.attributes().sponsor(),
                terms.place(),
                terms.from(),
                terms.until(),
                terms.slotMinutes(),
                terms.packsPerSlot(),
                programme.attributes().parties(),
                HandOverPlaces.of(terms.commune()),
                programme.attributes().env(),
                terms.partnerRef());
    }

    /**
     * What was read together.
     *
     * @param appointments those that stand on the day, locked behind its slots, into which nobody books any more
     * @param awaited the packs that wait to be fetched; who has fetched one came at the appointment, which stays
     */
    private record Read(
            Stored<HandOverDay> day,
            Stored<Programme> programme,
            List<Stored<Appointment>> appointments,
            Set<UUID> awaited) {}

    /** It does not take place. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, HandOverDays.TABLE, (connection, _) -> read(connection, id), Read::day, read -> {
            if (!(read.day().state() instanceof Planned planned)) {
                throw read.day().state().illegal();
            }
            Change<HandOverDay, AllocationEvent> change = Change.recorded(read.day(), planned.cancel(reason), time);
            Instant held = command.now()
                    .plus(Duration.ofDays(read.programme().state().attributes().reservationDays()));
            List<Change<Appointment, AllocationEvent>> calledOff = new ArrayList<>();
            for (Stored<Appointment> appointment : read.appointments()) {
                if (appointment.state() instanceof Appointment.Booked booked
                        && read.awaited().contains(booked.attributes().packId())) {
                    calledOff.add(Change.following(appointment, booked.callOff(reason, held), change.occurredAt()));
                }
            }
            return Plan.change(HandOverDays.TABLE, change, stored -> HandOverDayView.of(stored, Map.of()))
                    .changing(Appointments.TABLE, calledOff)
                    .writingBeforeCommit((connection, _) -> days.close(connection, id));
        });
    }

    private Future<Read> read(SqlConnection connection, UUID id) {
        return HandOverDays.TABLE
                .lock(connection, id)
                .compose(day -> days.lockSlots(connection, id)
                        .compose(_ -> appointments
                                .lockOfDay(connection, id)
                                .compose(standing -> appointments
                                        .awaitedOn(connection, id)
                                        .compose(awaited -> Programmes.TABLE
                                                .require(
                                                        connection,
                                                        day.state().attributes().programmeId())
                                                .map(programme -> new Read(day, programme, standing, awaited))))));
    }
}
