package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which workshops are looked for; what is null is not asked, and case and blanks of texts do not matter. Those that will be
 * held from now on, unless they are looked for by what they are called, how they stand or when they changed.
 *
 * @param changedSince those that changed then or later
 */
public record WantedWorkshops(
        @Nullable String department,
        @Nullable Instant from,
        @Nullable WorkshopStatus status,
        @Nullable UUID placeId,
        @Nullable UUID seriesId,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {
    /** Whether the agenda is asked for, and no workshop in particular. */
    public boolean isAgenda() {
        return status == null && seriesId == null && code == null && partnerRef == null && changedSince == null;
    }
}
