package network.reuse.mediation.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A series as it was scheduled. Each of its workshops is on its own from then on.
 *
 * @param seriesId by which its workshops are found ({@code listWorkshops})
 * @param workshops soonest first
 */
public record SeriesView(UUID seriesId, List<SeriesView.Scheduled> workshops) {
    public SeriesView {
        workshops = List.copyOf(workshops);
    }

    /** One of its workshops. */
    public record Scheduled(UUID id, String code, Instant from, Instant until) {}
}
