package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.Repair;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** What a workshop does to one device between its reception and its dispatch; each is one move of the device. */
@ApplicationScoped
public class WorkOnDevice {
    private final Commit commit;
    private final Devices devices;

    public WorkOnDevice(Commit commit, Devices devices) {
        this.commit = commit;
        this.devices = devices;
    }

    /** The workshop lists every storage medium that it finds in the device. */
    public Uni<Answer> triage(
            VersionedCommand command,
            UUID id,
            List<RefurbEvent.Medium> media,
            boolean noStorage,
            @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, at) -> switch (device) {
            case Received received -> received.triage(media, noStorage, at);
            default -> throw device.illegal();
        });
    }

    /** A medium was found late, or fitted after a repair. */
    public Uni<Answer> addMedium(
            VersionedCommand command, UUID id, RefurbEvent.Medium medium, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case OnBench bench -> bench.add(medium, reason);
            case Ready ready -> ready.add(medium, reason);
            default -> throw device.illegal();
        });
    }

    /** A medium had been described wrongly; the level of its last erasure is computed again. */
    public Uni<Answer> correctMedium(
            VersionedCommand command,
            UUID id,
            String serialNumber,
            RefurbEvent.Medium now,
            String reason,
            @Nullable Instant occurredAt) {
        return gated(command, id, occurredAt, (device, required) -> switch (device) {
            case OnBench bench -> bench.correct(serialNumber, now, reason);
            case Ready ready -> ready.correct(serialNumber, now, reason, required);
            default -> throw device.illegal();
        });
    }

    /** An erasure was run on a medium; its level is computed, not claimed. */
    public Uni<Answer> erase(
            VersionedCommand command, UUID id, String serialNumber, Erasure run, @Nullable Instant occurredAt) {
        return step(command, id, new BenchStep.MediumErasure(serialNumber, run), occurredAt);
    }

    /** A medium was destroyed, by the workshop unless it names another. */
    public Uni<Answer> destroy(
            VersionedCommand command,
            UUID id,
            String serialNumber,
            @Nullable UUID destroyedBy,
            @Nullable Instant occurredAt) {
        return step(command, id, new BenchStep.MediumDestruction(serialNumber, destroyedBy), occurredAt);
    }

    /** Something of the device was mended. */
    public Uni<Answer> repair(VersionedCommand command, UUID id, Repair repair, @Nullable Instant occurredAt) {
        return moveOnBench(command, id, occurredAt, (bench, at) -> bench.repair(repair, at));
    }

    public Uni<Answer> grade(VersionedCommand command, UUID id, Grade grade, @Nullable Instant occurredAt) {
        return moveOnBench(command, id, occurredAt, (bench, at) -> bench.grade(grade, at));
    }

    /** The grade that was given is wrong. */
    public Uni<Answer> correctGrade(
            VersionedCommand command, UUID id, Grade now, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case OnBench bench -> bench.correctGrade(now, reason);
            case Ready ready -> ready.correctGrade(now, reason);
            default -> throw device.illegal();
        });
    }

    /** Quality control found nothing: the device is ready. */
    public Uni<Answer> passQuality(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        return step(command, id, new BenchStep.QualityCheck(true, List.of()), occurredAt);
    }

    /** Quality control found faults. */
    public Uni<Answer> failQuality(
            VersionedCommand command, UUID id, List<String> faults, @Nullable Instant occurredAt) {
        return moveOnBench(command, id, occurredAt, (bench, at) -> bench.failQuality(faults, at));
    }

    /** The device will not be used again. */
    public Uni<Answer> scrap(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return gated(command, id, occurredAt, (device, required) -> switch (device) {
            case Received received -> throw received.untriaged();
            case OnBench bench -> bench.scrap(reason, required);
            case Ready ready -> ready.scrap(reason, required);
            default -> throw device.illegal();
        });
    }

    /** The device was scrapped by mistake. */
    public Uni<Answer> correctScrap(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case Scrapped scrapped -> scrapped.correctScrap(reason);
            default -> throw device.illegal();
        });
    }

    /** The device disappears from the workshop, or on its way. */
    public Uni<Answer> lose(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case Received received -> received.lose(reason);
            case OnBench bench -> bench.lose(reason);
            case Ready ready -> ready.lose(reason);
            case Dispatched dispatched -> dispatched.lose(reason);
            case Palletised palletised -> palletised.lose(reason);
            default -> throw device.illegal();
        });
    }

    /** The device turns up again where it stood. */
    public Uni<Answer> correctLoss(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case Lost lost -> lost.correctLoss(reason);
            default -> throw device.illegal();
        });
    }

    /** A step that is held to more than the device's state: to the media's own times, and to how far they have to be erased. */
    private Uni<Answer> step(VersionedCommand command, UUID id, BenchStep step, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, (found, stored) -> found.step(stored, step, time));
    }

    /** A move that may depend on how far the media have to be erased. */
    private interface Gated {
        Decision<Device, RefurbEvent> make(Device device, SanitisationLevel required);
    }

    private Uni<Answer> gated(VersionedCommand command, UUID id, @Nullable Instant occurredAt, Gated move) {
        RecordedTime time = command.recorded(occurredAt);
        return change(
                command,
                id,
                (found, stored) ->
                        Change.recorded(stored, move.make(stored.state(), found.required(stored.id())), time));
    }

    private Uni<Answer> change(
            VersionedCommand command,
            UUID id,
            BiFunction<FoundDevices, Stored<Device>, Change<Device, RefurbEvent>> decide) {
        return commit.change(
                command,
                Devices.TABLE,
                (connection, _) -> FoundDevices.of(
                        connection, devices, List.of(id), command.command().now()),
                found -> found.require(id),
                found -> Plan.change(Devices.TABLE, decide.apply(found, found.require(id)), DeviceView::of));
    }

    private Uni<Answer> moveOnBench(
            VersionedCommand command,
            UUID id,
            @Nullable Instant occurredAt,
            BiFunction<OnBench, Instant, Decision<Device, RefurbEvent>> move) {
        return move(command, id, occurredAt, (device, at) -> switch (device) {
            case OnBench bench -> move.apply(bench, at);
            default -> throw device.illegal();
        });
    }

    private Uni<Answer> move(
            VersionedCommand command,
            UUID id,
            @Nullable Instant occurredAt,
            BiFunction<Device, Instant, Decision<Device, RefurbEvent>> move) {
        return commit.change(command, Devices.TABLE, id, occurredAt, move, DeviceView::of);
    }
}
