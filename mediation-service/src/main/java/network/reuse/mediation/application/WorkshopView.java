package network.reuse.mediation.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Seats;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Cancelled;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.domain.WorkshopDescription;
import network.reuse.mediation.domain.WorkshopStatus;
import network.reuse.mediation.domain.WorkshopStop;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/**
 * A workshop as everybody in the network sees it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param organiserName as the register has it when it is read; not told in the answer to a command
 * @param seatsLeft how many may be booked by anybody, as it was when it was read; not told in the answer to a command, nor part of the
 *     version
 * @param waiting how many wait for a seat; told as seatsLeft is
 * @param stop the stop of a tour at which it is held; null at a place that stays where it is
 * @param mediatorRefs who holds it, by the organiser's own references; told to the organiser alone, when it reads or says it
 * @param resourceRefs rooms and machines, told as mediatorRefs are
 * @param description what it is about and who may come; null when it does not say, and everybody may come
 * @param seriesId the series that it was scheduled in; null when it was scheduled by itself
 * @param offerMinutes how long a seat that falls free is kept for whoever waits first; null when the service says it
 */
public record WorkshopView(
        UUID id,
        String code,
        WorkshopStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        String title,
        UUID placeId,
        String placeName,
        UUID organiser,
        @Nullable String organiserName,
        Instant from,
        Instant until,
        int capacity,
        @Nullable Integer seatsLeft,
        @Nullable Integer waiting,
        @Nullable Integer offerMinutes,
        @Nullable WorkshopStop stop,
        @Nullable List<String> mediatorRefs,
        @Nullable List<String> resourceRefs,
        Territory territory,
        @Nullable Coordinates coordinates,
        @Nullable WorkshopDescription description,
        @Nullable UUID seriesId,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Workshop.Move> legal) {

    static WorkshopView of(Workshops.Seated seated, Map<UUID, String> names) {
        return of(seated, names, null);
    }

    static WorkshopView of(Workshops.Seated seated, Map<UUID, String> names, @Nullable Assignment assignment) {
        return view(seated.workshop(), seated.seats(), names, assignment);
    }

    static WorkshopView of(Stored<Workshop> stored) {
        return view(stored, null, Map.of(), null);
    }

    static WorkshopView of(Stored<Workshop> stored, Assignment assignment) {
        return view(stored, null, Map.of(), assignment);
    }

    private static WorkshopView view(
            Stored<Workshop> stored, @Nullable Seats seats, Map<UUID, String> names, @Nullable Assignment assignment) {
        Workshop workshop = stored.state();
        WorkshopAttributes attributes = workshop.attributes();
        return new WorkshopView(
                stored.id(),
                attributes.code(),
                workshop.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.title(),
                attributes.placeId(),
                attributes.placeName(),
                attributes.organiser(),
                names.get(attributes.organiser()),
                attributes.from(),
                attributes.until(),
                workshop.capacity(),
                seats == null ? null : seats.bookable(),
                seats == null ? null : seats.waiting(),
                attributes.offerMinutes(),
                attributes.stop(),
                assignment == null ? null : assignment.mediators(),
                assignment == null ? null : assignment.resources(),
                attributes.territory(),
                attributes.coordinates(),
                attributes.description(),
                attributes.seriesId(),
                attributes.env(),
                attributes.partnerRef(),
                switch (workshop) {
                    case Scheduled _ -> null;
                    case Cancelled cancelled -> cancelled.reason();
                },
                workshop.legal());
    }
}
