package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.ErasurePolicy;
import network.reuse.refurb.domain.Medium;
import network.reuse.refurb.domain.MediumOrigin;
import network.reuse.refurb.domain.QualityRule;
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.domain.StepKind;
import network.reuse.refurb.domain.StepRules;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Devices.Bounds;
import network.reuse.refurb.persistence.Devices.ErasedElsewhere;
import org.jspecify.annotations.Nullable;

/**
 * The devices that a command finds, with what their steps are held to beside their states.
 *
 * @param erasers who erased the media that were fitted into them, in the devices that those came from, as far as that was said
 */
record FoundDevices(Map<UUID, Stored<Device>> devices, Map<UUID, Bounds> bounds, Map<UUID, Set<String>> erasers) {
    private static final Bounds NOTHING = new Bounds(null, null, Set.of(), QualityRule.NONE);

    FoundDevices {
        devices = Map.copyOf(devices);
        bounds = Map.copyOf(bounds);
        erasers = Map.copyOf(erasers);
    }

    /** Those of these ids that the caller may see, read without waiting in between but for media that come from elsewhere. */
    static Future<FoundDevices> of(SqlConnection connection, Devices devices, Collection<UUID> ids, Instant now) {
        Future<Map<UUID, Stored<Device>>> found = Devices.TABLE.loadAll(connection, ids);
        Future<Map<UUID, Bounds>> bounds = devices.bounds(connection, ids, now);
        return PipelinedStatements.answered(List.of(found, bounds))
                .compose(_ -> devices.erasers(
                        connection, erasedElsewhere(found.result().values())))
                .map(erasers -> new FoundDevices(found.result(), bounds.result(), erasers));
    }

    private static List<ErasedElsewhere> erasedElsewhere(Collection<Stored<Device>> devices) {
        List<ErasedElsewhere> media = new ArrayList<>();
        for (Stored<Device> stored : devices) {
            if (stored.state() instanceof OnBench onBench) {
                for (Medium medium : onBench.bench().media()) {
                    MediumOrigin origin = medium.origin();
                    Instant at = medium.erasedAt();
                    if (origin != null && at != null) {
                        origin.devices().forEach(device -> media.add(new ErasedElsewhere(stored.id(), device, at)));
                    }
                }
            }
        }
        return media;
    }

    /** The same, locked first. */
    static Future<FoundDevices> locked(SqlConnection transaction, Devices devices, Collection<UUID> ids, Instant now) {
        Future<?> locked = devices.lock(transaction, ids);
        Future<FoundDevices> found = of(transaction, devices, ids, now);
        return PipelinedStatements.answered(List.of(locked, found)).map(_ -> found.result());
    }

    /** The device; refused as unknown when there is none. */
    Stored<Device> require(UUID id) {
        return Refusals.visible(devices.get(id));
    }

    /** What each medium of the device needs before it is ready or scrapped: by the network's rules, or by its donor's. */
    SanitisationLevel required(UUID id) {
        return ErasurePolicy.required(bounds.getOrDefault(id, NOTHING).minimumLevel());
    }

    /** Who has worked on the device since its workshop received it, or erased what was fitted into it, as far as that was said. */
    Set<String> hands(UUID id) {
        Set<String> hands = new HashSet<>(bounds.getOrDefault(id, NOTHING).hands());
        hands.addAll(erasers.getOrDefault(id, Set.of()));
        return hands;
    }

    /** Refuses a step of which nobody says who did it, where the caller's workshop asks for that. */
    void requireReference(UUID id, @Nullable String staffRef) {
        bounds.getOrDefault(id, NOTHING).rule().requireReference(staffRef);
    }

    /**
     * What a step leads to that is recorded to have happened then; refused before what has to come first.
     *
     * @param staffRef who does it; null when that is not said
     * @param hands who has worked on the device before
     */
    Change<Device, RefurbEvent> step(
            Stored<Device> from, BenchStep step, @Nullable String staffRef, Set<String> hands, RecordedTime time) {
        Bounds held = bounds.getOrDefault(from.id(), NOTHING);
        Device device = from.state();
        StepRules rules = new StepRules(required(from.id()), held.rule(), staffRef, hands);
        return Change.recordedSince(
                from,
                step.earliest(device, held.receivedAt(), from.occurredAt()),
                at -> step.on(device, at, rules),
                time);
    }

    /** Who did a step; null when that is not said. */
    static @Nullable StaffStep staff(Change<Device, RefurbEvent> change, StepKind step, @Nullable String staffRef) {
        return staffRef == null
                ? null
                : new StaffStep(change.from().id(), change.from().sequence() + 1, step, staffRef, change.occurredAt());
    }
}
