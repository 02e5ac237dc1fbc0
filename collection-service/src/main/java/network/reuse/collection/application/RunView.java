package network.reuse.collection.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.OnRun;
import network.reuse.collection.domain.Run;
import network.reuse.collection.domain.Run.Cancelled;
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
     * @param done whether the lot was fetched on it
     * @param site the donor's site where it is to be fetched; null where nobody named one
     */
    public record PlannedStop(
            UUID lot,
            int position,
            Instant from,
            Instant until,
            boolean stands,
            boolean done,
            @Nullable UUID site) {}

    /** A run of which some lots have been fetched, and all others, which are these, are still to be unless it is cancelled. */
    static RunView planned(Stored<Run> stored, Set<UUID> done, Collection<Stored<Lot>> lots) {
        Map<UUID, UUID> sites = new HashMap<>();
        lots.forEach(lot -> lot.state().pickupSite().ifPresent(site -> sites.put(lot.id(), site.id())));
        boolean isCancelled = stored.state() instanceof Cancelled;
        return of(
                stored,
                stored.state().visits().stream()
                        .map(visit ->
                                new OnRun(visit.lot(), stored.id(), done.contains(visit.lot()), sites.get(visit.lot())))
                        .filter(lot -> lot.done() || !isCancelled)
                        .toList());
    }

    /** As its lots have it. */
    static RunView of(Stored<Run> stored, Collection<OnRun> lots) {
        Map<UUID, OnRun> here = lots.stream()
                .filter(lot -> lot.run().equals(stored.id()))
                .collect(Collectors.toMap(OnRun::lot, lot -> lot));
        Run run = stored.state();
        List<PlannedStop> stops = new ArrayList<>();
        for (Visit visit : run.visits()) {
            OnRun lot = here.get(visit.lot());
            stops.add(new PlannedStop(
                    visit.lot(),
                    stops.size() + 1,
                    visit.from(),
                    visit.until(),
                    lot != null && !lot.done(),
                    lot != null && lot.done(),
                    lot == null ? null : lot.site()));
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
                run instanceof Cancelled cancelled ? cancelled.reason() : null,
                run.legal());
    }
}
