package network.reuse.allocation.application.appointment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.Appointment.Booked;
import network.reuse.allocation.domain.Appointment.CalledOff;
import network.reuse.allocation.domain.Appointment.GivenUp;
import network.reuse.allocation.domain.AppointmentAttributes;
import network.reuse.allocation.domain.AppointmentStatus;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as the sponsor and the referrer of its pack see it; nothing in it says who comes.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param from when its slot begins
 * @param until when its slot ends
 * @param holdsUntil until when its pack stays reserved because of it, be it longer than its reservation
 * @param reason why it was given up or called off
 */
public record AppointmentView(
        UUID id,
        AppointmentStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID packId,
        UUID programmeId,
        UUID sponsor,
        UUID dayId,
        Instant from,
        Instant until,
        @Nullable Instant holdsUntil,
        Environment env,
        @Nullable String reason,
        List<Appointment.Move> legal) {
    static AppointmentView of(Stored<Appointment> stored) {
        Appointment appointment = stored.state();
        AppointmentAttributes attributes = appointment.attributes();
        return new AppointmentView(
                stored.id(),
                appointment.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.packId(),
                attributes.programmeId(),
                attributes.sponsor(),
                appointment.dayId(),
                appointment.slot().from(),
                appointment.slot().until(),
                appointment.holdsUntil(),
                attributes.env(),
                switch (appointment) {
                    case Booked _ -> null;
                    case GivenUp givenUp -> givenUp.reason();
                    case CalledOff calledOff -> calledOff.reason();
                },
                appointment.legal());
    }
}
