package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.application.WorkRow.Outcome;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.BenchStep.Installing;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Installation;
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.domain.TemplateReference;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.StepStaff;
import org.jspecify.annotations.Nullable;

/**
 * Records what the bench did to many devices, in one call that may be sent again. The steps of a device all take effect,
 * each at its time, or none does; what is refused of one device does not spoil the others.
 */
@ApplicationScoped
public class RecordWork {
    private final Commit commit;
    private final Devices devices;
    private final StepStaff staff;
    private final KeepTemplates templates;

    public RecordWork(Commit commit, Devices devices, StepStaff staff, KeepTemplates templates) {
        this.commit = commit;
        this.devices = devices;
        this.staff = staff;
        this.templates = templates;
    }

    /**
     * One step of the work on a device.
     *
     * @param pointer where its row tells it
     * @param staffRef who did it, if that was told, by the workshop's own reference
     * @param occurredAt when it happened, if that was told
     */
    public record Step(
            String pointer,
            BenchStep work,
            @Nullable String staffRef,
            @Nullable Instant occurredAt) {

        /** The same, with what templates say of what was installed. */
        private Step found(Map<TemplateReference, Installation> templates) {
            return work instanceof Installing installing
                    ? new Step(pointer, installing.found(templates), staffRef, occurredAt)
                    : this;
        }
    }

    /**
     * The work on one device, in the order in which a bench goes about it.
     *
     * @param pointer where the request tells it
     * @param readVersion the version that the caller read; null when it does not matter
     * @param occurredAt when the steps happened that tell no time of their own
     */
    public record Work(
            String pointer,
            UUID deviceId,
            @Nullable Long readVersion,
            @Nullable Instant occurredAt,
            List<Step> steps) {
        public Work {
            steps = List.copyOf(steps);
        }

        private Work found(Map<TemplateReference, Installation> templates) {
            return new Work(
                    pointer,
                    deviceId,
                    readVersion,
                    occurredAt,
                    steps.stream().map(step -> step.found(templates)).toList());
        }
    }

    public Uni<Answer> record(Command command, List<Work> all) {
        Set<TemplateReference> installed = all.stream()
                .flatMap(work -> work.steps().stream())
                .flatMap(step -> step.work() instanceof Installing installing
                        ? Stream.of(installing.template())
                        : Stream.empty())
                .collect(Collectors.toSet());
        return templates
                .find(command.caller(), installed)
                .chain(found -> recordFound(
                        command, all.stream().map(work -> work.found(found)).toList()));
    }

    private Uni<Answer> recordFound(Command command, List<Work> all) {
        List<UUID> ids = all.stream().map(Work::deviceId).distinct().toList();
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> FoundDevices.locked(connection, devices, ids, command.now()),
                found -> new Recording(command, found).of(all, staff));
    }

    /** The devices as they are found, and as they become row by row. */
    static final class Recording {
        private final Command command;
        private final FoundDevices found;
        private final Map<UUID, Stored<Device>> devices;
        private final List<StaffStep> told = new ArrayList<>();
        private final Map<UUID, List<Change<Device, RefurbEvent>>> changes = new LinkedHashMap<>();

        Recording(Command command, FoundDevices found) {
            this.command = command;
            this.found = found;
            this.devices = new HashMap<>(found.devices());
        }

        Plan of(List<Work> all, StepStaff staff) {
            BulkReport report = BulkReport.evaluateEach(
                    Outcome.class,
                    command.language(),
                    all,
                    (work, _, pointer) -> work.pointer() + pointer,
                    this::record,
                    this::rejected);
            Plan plan = written(Plan.answering(report));
            return told.isEmpty()
                    ? plan
                    : plan.writing((connection, cause) -> staff.add(connection, told, cause.now()));
        }

        /** The same plan, which also writes what was recorded. */
        Plan written(Plan plan) {
            Plan all = plan;
            for (List<Change<Device, RefurbEvent>> round : rounds()) {
                all = all.changing(Devices.TABLE, round);
            }
            return all;
        }

        /** Who has worked on a device by then, steps of this call included. */
        private Set<String> hands(UUID device, List<StaffStep> steps) {
            Set<String> hands = new HashSet<>(found.hands(device));
            Stream.concat(told.stream(), steps.stream())
                    .filter(step ->
                            step.deviceId().equals(device) && step.step().isWork())
                    .forEach(step -> hands.add(step.staffRef()));
            return hands;
        }

        /** A device as it is after all that was recorded; null when it was not found. */
        @Nullable Stored<Device> reached(UUID device) {
            return devices.get(device);
        }

        /** Records the work on one device; refuses when the device is not there, not the caller's, or not as it was read. */
        WorkRow record(Work work) {
            Caller caller = command.caller();
            for (Step step : work.steps()) {
                try {
                    var _ = step.work().requireClear();
                } catch (Refusal why) {
                    return rejected(work, errors(work, step.pointer(), why));
                }
            }
            Stored<Device> stored = Refusals.visible(devices.get(work.deviceId()));
            if (!stored.state().isWorkedOnBy(caller.organisation())) {
                throw Refusals.notYours();
            }
            Long read = work.readVersion();
            if (read != null && read != stored.version()) {
                throw Refusals.stale(stored.version());
            }
            if (work.steps().stream().allMatch(step -> step.work().isDone(stored.state()))) {
                return row(Outcome.UNCHANGED, stored);
            }
            List<Change<Device, RefurbEvent>> steps = new ArrayList<>();
            List<StaffStep> done = new ArrayList<>();
            Stored<Device> reached = stored;
            for (Timed step : inTheirOrder(work)) {
                try {
                    Change<Device, RefurbEvent> change =
                            found.step(reached, step.work(), step.staffRef(), hands(stored.id(), done), step.time());
                    steps.add(change);
                    StaffStep by = FoundDevices.staff(change, step.work().kind(), step.staffRef());
                    if (by != null) {
                        done.add(by);
                    }
                    reached = change.next(command.now());
                } catch (Refusal why) {
                    return rejected(work, errors(work, step.pointer(), why));
                }
            }
            changes.computeIfAbsent(stored.id(), _ -> new ArrayList<>()).addAll(steps);
            devices.put(stored.id(), reached);
            told.addAll(done);
            return row(Outcome.RECORDED, reached);
        }

        /** What is wrong with a step, where its row tells it. */
        private List<Fault> errors(Work work, String step, Refusal why) {
            return BulkReport.errors(why, pointer -> work.pointer() + step + pointer, command.language());
        }

        /** A step with the time at which it counts. */
        private record Timed(
                String pointer, BenchStep work, @Nullable String staffRef, RecordedTime time) {}

        /**
         * The steps by time, and as they are told where that is the same. A step that tells none has the row's; else triage is
         * as early as the first that tells one, and the others are as late as the last.
         */
        private List<Timed> inTheirOrder(Work work) {
            List<Instant> times = work.steps().stream()
                    .map(Step::occurredAt)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            List<Timed> timed = new ArrayList<>();
            for (Step step : work.steps()) {
                Instant at = step.occurredAt() == null ? work.occurredAt() : step.occurredAt();
                if (at == null && !times.isEmpty()) {
                    at = step.work() instanceof BenchStep.Triage ? times.getFirst() : times.getLast();
                }
                String pointer = step.occurredAt() == null ? "" : step.pointer();
                timed.add(new Timed(step.pointer(), step.work(), step.staffRef(), time(at, pointer)));
            }
            timed.sort(Comparator.comparing(step -> step.time().at()));
            return timed;
        }

        /** A time, and where in the row it is told. */
        private RecordedTime time(@Nullable Instant at, String pointer) {
            try {
                return command.recorded(at);
            } catch (Refusal why) {
                throw why.at(why.faults().stream()
                        .map(fault -> fault.at(pointer + fault.pointer()))
                        .toList());
            }
        }

        /** The first changes of all devices, then the second: each round names a device once. */
        private List<List<Change<Device, RefurbEvent>>> rounds() {
            List<List<Change<Device, RefurbEvent>>> rounds = new ArrayList<>();
            for (List<Change<Device, RefurbEvent>> ofOne : changes.values()) {
                for (int i = 0; i < ofOne.size(); i++) {
                    if (rounds.size() == i) {
                        rounds.add(new ArrayList<>());
                    }
                    rounds.get(i).add(ofOne.get(i));
                }
            }
            return rounds;
        }

        private WorkRow rejected(Work work, List<Fault> errors) {
            Stored<Device> stored = devices.get(work.deviceId());
            return new WorkRow(
                    work.deviceId(),
                    Outcome.REJECTED,
                    stored == null ? null : stored.state().attributes().code(),
                    stored == null ? null : stored.state().status(),
                    stored == null ? null : stored.version(),
                    errors);
        }
    }

    private static WorkRow row(Outcome outcome, Stored<Device> stored) {
        return new WorkRow(
                stored.id(),
                outcome,
                stored.state().attributes().code(),
                stored.state().status(),
                stored.version(),
                List.of());
    }
}
