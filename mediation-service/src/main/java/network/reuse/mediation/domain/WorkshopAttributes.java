package network.reuse.mediation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop keeps whatever its status. Title, place and times change when it is rescheduled, its description when it is described.
 *
 * @param placeName with the stop's, where it is held on a tour
 * @param organiser the organisation that holds it
 * @param placeManager the organisation that runs the place
 * @param partnerRef the organiser's own reference
 * @param offerMinutes how long a seat that falls free is kept for whoever waits first; null when the service says it
 * @param stop the stop of a tour at which it is held; null at a place that stays where it is
 * @param coordinates where it is held, if that is known
 * @param description what it is about and who may come, if it says so; everybody may come otherwise
 * @param seriesId the series that it was scheduled in; null when it was scheduled by itself
 */
public record WorkshopAttributes(
        UUID id,
        String code,
        UUID placeId,
        String placeName,
        UUID placeManager,
        UUID organiser,
        String title,
        Instant from,
        Instant until,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable Integer offerMinutes,
        @Nullable WorkshopStop stop,
        @Nullable Coordinates coordinates,
        @Nullable WorkshopDescription description,
        @Nullable UUID seriesId) {

    /** The same, described so. */
    public WorkshopAttributes described(WorkshopDescription otherDescription) {
        return new WorkshopAttributes(
                id,
                code,
                placeId,
                placeName,
                placeManager,
                organiser,
                title,
                from,
                until,
                territory,
                env,
                partnerRef,
                offerMinutes,
                stop,
                coordinates,
                otherDescription,
                seriesId);
    }

    /** The same at other times, in a series. */
    public WorkshopAttributes inSeries(UUID series, Repetition.Times times) {
        return new WorkshopAttributes(
                id,
                code,
                placeId,
                placeName,
                placeManager,
                organiser,
                title,
                times.from(),
                times.until(),
                territory,
                env,
                partnerRef,
                offerMinutes,
                stop,
                coordinates,
                description,
                series);
    }

    /** Who may take a seat. */
    public Admission admission() {
        return description == null ? Admission.OPEN : description.admission();
    }

    /** The same under another title, at other times. */
    public WorkshopAttributes at(String otherTitle, Instant otherFrom, Instant otherUntil) {
        return with(placeId, placeName, placeManager, otherTitle, otherFrom, otherUntil, territory, stop, coordinates);
    }

    /** The same where its place has another name. */
    public WorkshopAttributes at(String otherPlaceName) {
        return with(
                placeId,
                stop == null ? otherPlaceName : nameOf(otherPlaceName, stop.name()),
                placeManager,
                title,
                from,
                until,
                territory,
                stop,
                coordinates);
    }

    /** The same at another place, which stays where it is. */
    public WorkshopAttributes at(PlaceAttributes place) {
        return with(
                place.id(),
                place.name(),
                place.manager(),
                title,
                from,
                until,
                place.territory(),
                null,
                place.coordinates());
    }

    /** The same at a stop of a tour of its place, as that is called. */
    public WorkshopAttributes at(PlaceAttributes place, UUID tourId, TourStop there) {
        return with(
                place.id(),
                nameOf(place.name(), there.name()),
                place.manager(),
                title,
                from,
                until,
                there.territory(),
                new WorkshopStop(tourId, there.id(), there.name()),
                there.coordinates());
    }

    /** The same where its stop is at another time or place: it keeps its distance from the beginning of the stop. */
    public WorkshopAttributes following(String mobilePlaceName, UUID tourId, TourStop before, TourStop now) {
        Instant later = now.from().plus(Duration.between(before.from(), from));
        return with(
                placeId,
                nameOf(mobilePlaceName, now.name()),
                placeManager,
                title,
                later,
                later.plus(Duration.between(from, until)),
                now.territory(),
                new WorkshopStop(tourId, now.id(), now.name()),
                now.coordinates());
    }

    private static String nameOf(String place, String stop) {
        return place + ", " + stop;
    }

    private WorkshopAttributes with(
            UUID otherPlaceId,
            String otherPlaceName,
            UUID otherManager,
            String otherTitle,
            Instant otherFrom,
            Instant otherUntil,
            Territory otherTerritory,
            @Nullable WorkshopStop otherStop,
            @Nullable Coordinates otherCoordinates) {
        return new WorkshopAttributes(
                id,
                code,
                otherPlaceId,
                otherPlaceName,
                otherManager,
                organiser,
                otherTitle,
                otherFrom,
                otherUntil,
                otherTerritory,
                env,
                partnerRef,
                offerMinutes,
                otherStop,
                otherCoordinates,
                description,
                seriesId);
    }

    /** The organisations whose workshop it is. */
    public Set<UUID> hosts() {
        return organiser.equals(placeManager) ? Set.of(organiser) : Set.of(organiser, placeManager);
    }
}
