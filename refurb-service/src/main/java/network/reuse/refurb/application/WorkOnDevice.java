package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
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
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.StepStaff;
import org.jspecify.annotations.Nullable;

/** What a workshop does to one device between its reception and its dispatch; each is one move of the device. */
@ApplicationScoped
public class WorkOnDevice {
    private final Commit commit;
    private final Devices devices;
    private final StepStaff staff;
    private final KeepTemplates templates;

    public WorkOnDevice(Commit commit, Devices devices, StepStaff staff, KeepTemplates templates) {
        this.commit = commit;
        this.devices = devices;
        this.staff = staff;
        this.templates = templates;
    }

    /** A system was installed as a version of one of the workshop's templates says it. */
    public Uni<Answer> install(
            VersionedCommand command,
            UUID id,
            BenchStep.Installing step,
            @Nullable String staffRef,
            @Nullable Instant occurredAt) {
        return templates
                .find(command.command().caller(), Set.of(step.template()))
                .chain(found -> step(command, id, step.found(found), staffRef, occurredAt));
    }

    /**
     * A step of the work, held to more than the device's state: to the media's own times, to how far they have to be erased, and to what
     * the workshop asks of itself.
     *
     * @param staffRef who did it, by the workshop's own reference; null when that is not said
     */
    public Uni<Answer> step(
            VersionedCommand command,
            UUID id,
            BenchStep step,
            @Nullable String staffRef,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return plan(command, id, (found, stored) -> {
            Change<Device, RefurbEvent> change = found.step(stored, step, staffRef, found.hands(id), time);
            Plan plan = Plan.change(Devices.TABLE, change, DeviceView::of);
            StaffStep by = FoundDevices.staff(change, step.kind(), staffRef);
            return by == null
                    ? plan
                    : plan.writing((connection, cause) -> staff.add(connection, List.of(by), cause.now()));
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

    /** The grade that was given is wrong. */
    public Uni<Answer> correctGrade(
            VersionedCommand command, UUID id, Grade now, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case OnBench bench -> bench.correctGrade(now, reason);
            case Ready ready -> ready.correctGrade(now, reason);
            default -> throw device.illegal();
        });
    }

    /** Something keeps the workshop from setting the device up: its donor is asked to release it. */
    public Uni<Answer> lock(
            VersionedCommand command, UUID id, LockKind kind, @Nullable String note, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, at) -> switch (device) {
            case OnBench bench -> bench.lock(kind, note, at);
            case Ready ready -> ready.lock(kind, note, at);
            default -> throw device.illegal();
        });
    }

    /** The donor says that it released the device, or why it cannot. */
    public Uni<Answer> answerLock(
            VersionedCommand command,
            UUID id,
            boolean released,
            @Nullable String reason,
            @Nullable Instant occurredAt) {
        UUID caller = command.command().caller().organisation();
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                (device, at) -> {
                    if (!device.attributes().donor().equals(caller)) {
                        throw Refusals.notYours();
                    }
                    return switch (device) {
                        case OnBench bench -> bench.answerLock(released, reason, at);
                        default -> throw device.illegal();
                    };
                },
                DeviceView::of);
    }

    /** The workshop opened the device. */
    public Uni<Answer> unlock(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case OnBench bench -> bench.unlock();
            default -> throw device.illegal();
        });
    }

    /** The device was not locked after all. */
    public Uni<Answer> correctLock(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return move(command, id, occurredAt, (device, _) -> switch (device) {
            case OnBench bench -> bench.correctLock(reason);
            default -> throw device.illegal();
        });
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

    /** A move that may depend on how far the media have to be erased. */
    private interface Gated {
        Decision<Device, RefurbEvent> make(Device device, SanitisationLevel required);
    }

    private Uni<Answer> gated(VersionedCommand command, UUID id, @Nullable Instant occurredAt, Gated move) {
        RecordedTime time = command.recorded(occurredAt);
        return plan(
                command,
                id,
                (found, stored) -> Plan.change(
                        Devices.TABLE,
                        Change.recorded(stored, move.make(stored.state(), found.required(stored.id())), time),
                        DeviceView::of));
    }

    private Uni<Answer> plan(VersionedCommand command, UUID id, BiFunction<FoundDevices, Stored<Device>, Plan> decide) {
        return commit.change(
                command,
                Devices.TABLE,
                (connection, _) -> FoundDevices.of(
                        connection, devices, List.of(id), command.command().now()),
                found -> found.require(id),
                found -> {
                    Stored<Device> stored = found.require(id);
                    requireWorkshop(stored.state(), command.command().caller());
                    return decide.apply(found, stored);
                });
    }

    private Uni<Answer> move(
            VersionedCommand command,
            UUID id,
            @Nullable Instant occurredAt,
            BiFunction<Device, Instant, Decision<Device, RefurbEvent>> move) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                (device, at) -> {
                    requireWorkshop(device, command.command().caller());
                    return move.apply(device, at);
                },
                DeviceView::of);
    }

    /** Refuses a donor that holds a part of the device while it is locked: its part is to answer. */
    static void requireWorkshop(Device device, Caller caller) {
        if (!device.owners().isEmpty() && !device.isWorkedOnBy(caller.organisation())) {
            throw Refusals.notYours();
        }
    }
}
