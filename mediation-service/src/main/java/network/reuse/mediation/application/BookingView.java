package network.reuse.mediation.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Absent;
import network.reuse.mediation.domain.Booking.Attended;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Booking.Lapsed;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.BookingAttributes;
import network.reuse.mediation.domain.BookingStatus;
import org.jspecify.annotations.Nullable;

/**
 * A booking as the organisations that it concerns see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param bookedByName as the register has it when it is read; not told in the answer to a command
 * @param participant an opaque reference; whose it is, is read apart and for a reason
 * @param rank from 1 on, in the workshop's waiting list, at the moment; null unless it waits
 * @param offeredUntil until when the seat that is offered is kept; null unless one is
 */
public record BookingView(
        UUID id,
        String code,
        BookingStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID workshopId,
        UUID bookedBy,
        @Nullable String bookedByName,
        @Nullable UUID programmeId,
        @Nullable UUID participant,
        @Nullable UUID invitationId,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        @Nullable Integer rank,
        @Nullable Instant offeredUntil,
        List<Booking.Move> legal) {

    static BookingView of(Stored<Booking> stored) {
        return of(stored, Map.of(), null);
    }

    static BookingView of(Stored<Booking> stored, int rank) {
        return of(stored, Map.of(), rank);
    }

    static BookingView of(Stored<Booking> stored, Map<UUID, String> names, @Nullable Integer rank) {
        Booking booking = stored.state();
        BookingAttributes attributes = booking.attributes();
        return new BookingView(
                stored.id(),
                attributes.code(),
                booking.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.workshopId(),
                attributes.bookedBy(),
                names.get(attributes.bookedBy()),
                attributes.programmeId(),
                attributes.participant(),
                attributes.invitationId(),
                attributes.env(),
                attributes.partnerRef(),
                switch (booking) {
                    case Waiting _, Offered _, Booked _, Lapsed _, Attended _, Absent _ -> null;
                    case Cancelled cancelled -> cancelled.reason();
                },
                rank,
                booking instanceof Offered offered ? offered.until() : null,
                booking.legal());
    }
}
