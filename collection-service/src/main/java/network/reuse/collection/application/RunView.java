package network.reuse.collection.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.collection.domain.Run;
import network.reuse.collection.domain.Run.Cancelled;
import network.reuse.collection.domain.Run.Planned;
import network.reuse.collection.domain.RunStatus;
import network.reuse.collection.domain.Visit;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A run as its carrier sees it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 */
public record RunView(
        UUID id,
        String code,
        RunStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID carrier,
        String vehicleRef,
        @Nullable String crewRef,
        Instant from,
        Instant until,
        List<PlannedStop> stops,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Run.Move> legal) {

    /**
     * A lot on the run.
     *
     * @param stands whether the lot is still to be fetched on it: its pickup may have been moved or cancelled, or is done
     */
    public record PlannedStop(UUID lot, int position, Instant from, Instant until, boolean stands) {}

    /** As it was planned. */
    static RunView of(Stored<Run> stored) {
        return switch (stored.state()) {
            case Planned planned ->
                of(stored, planned.visits().stream().map(Visit::lot).collect(Collectors.toSet()), null);
            case Cancelled cancelled -> of(stored, Set.of(), cancelled.reason());
        };
    }

    /** As it stands by these lots, which are still to be fetched on it. */
    static RunView of(Stored<Run> stored, Set<UUID> standing) {
        return of(stored, standing, stored.state() instanceof Cancelled cancelled ? cancelled.reason() : null);
    }

    private static RunView of(Stored<Run> stored, Set<UUID> standing, @Nullable String reason) {
        Run run = stored.state();
        List<PlannedStop> stops = new ArrayList<>();
        for (Visit visit : run.visits()) {
            stops.add(new PlannedStop(
                    visit.lot(), stops.size() + 1, visit.from(), visit.until(), standing.contains(visit.lot())));
        }
        return new RunView(
                stored.id(),
                run.attributes().code(),
                run.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                run.attributes().carrier(),
                run.transport().vehicle(),
                run.transport().crew(),
                run.from(),
                run.until(),
                stops,
                run.attributes().partnerRef(),
                reason,
                run.legal());
    }
}
