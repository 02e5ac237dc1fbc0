package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.Departed;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.collection.domain.Registrations;
import network.reuse.collection.domain.Registrations.Verdict;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.ids.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Tells the devices of a collected lot apart, many at once: each line gets its own result, one that is wrong does not
 * spoil its neighbours, and the same file may be sent again. A dry run answers the same and writes nothing.
 */
@ApplicationScoped
public class RegisterDevices {
    private static final int CHUNK = 100;

    private final Commit commit;
    private final CodeNumbers codes;
    private final Lots lots;
    private final Devices devices;

    public RegisterDevices(Commit commit, CodeNumbers codes, Lots lots, Devices devices) {
        this.commit = commit;
        this.codes = codes;
        this.lots = lots;
        this.devices = devices;
    }

    /**
     * A line of the file: what it says, or what is wrong with it.
     *
     * @param number the file's own, of the row's first line
     * @param isSkipped whether it is no device's
     */
    public record Line(long number, @Nullable DeviceLine device, boolean isSkipped, List<Refusal.Fault> faults) {
        /** One that describes a device. */
        public static Line of(long number, DeviceLine device) {
            return new Line(number, device, false, List.of());
        }

        /** One that cannot be read as a device. */
        public static Line wrong(long number, List<Refusal.Fault> faults) {
            return new Line(number, null, false, faults);
        }

        /** One that is no device's, and why. */
        public static Line skipped(long number, Refusal.Fault why) {
            return new Line(number, null, true, List.of(why));
        }
    }

    /**
     * Registers the devices of these lines.
     *
     * @param ignoredColumns the columns of the file that say nothing here
     */
    public Uni<Answer> register(
            Command command,
            UUID lotId,
            List<Line> lines,
            List<String> ignoredColumns,
            boolean dryRun,
            @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('D', lines.size())
                .chain(numbers -> commit.write(
                        command,
                        Unversioned.JUDGES_EACH_ROW,
                        (connection, _) -> lots.lock(connection, lotId)
                                .compose(registered -> load(connection, lotId, registered.isPresent())
                                        .map(lot -> new Run(
                                                command,
                                                lot,
                                                registered.orElseThrow(),
                                                lines,
                                                ignoredColumns,
                                                numbers,
                                                dryRun,
                                                occurred))),
                        run -> Plan.interacting((connection, cause) -> write(connection, run, cause))));
    }

    private Future<Departed> load(SqlConnection connection, UUID lotId, boolean visible) {
        return Lots.TABLE.require(connection, lotId).map(stored -> {
            if (!(stored.state() instanceof Departed departed)) {
                throw stored.state().illegal();
            }
            if (!visible) {
                throw Refusals.notYours();
            }
            return departed;
        });
    }

    private Future<BulkReport> write(SqlConnection connection, Run run, Cause cause) {
        Future<Void> begun =
                run.dryRun ? connection.query("savepoint dry_run").execute().mapEmpty() : Future.succeededFuture();
        return begun.compose(_ -> run.take(connection, cause, run.lines))
                .compose(_ -> {
                    if (run.dryRun) {
                        return connection
                                .query("rollback to savepoint dry_run")
                                .execute()
                                .<Void>mapEmpty();
                    }
                    return run.created.isEmpty()
                            ? Future.succeededFuture()
                            : lots.registered(connection, run.lot.attributes().id(), run.registered);
                })
                .map(_ -> run.report());
    }

    /** One file on its way into the lot. */
    private final class Run {
        private final Command command;
        private final Departed lot;
        private final Map<DeviceCategory, Integer> registered;
        private final List<Line> lines;
        private final List<String> ignoredColumns;
        private final List<DeviceAttributes> ours = new ArrayList<>();
        private final Iterator<String> numbers;
        private final boolean dryRun;
        private final Instant occurred;
        private final List<RegistrationRow> rows = new ArrayList<>();
        private final Set<UUID> created = new HashSet<>();

        Run(
                Command command,
                Departed lot,
                Map<DeviceCategory, Integer> registered,
                List<Line> lines,
                List<String> ignoredColumns,
                List<String> numbers,
                boolean dryRun,
                Instant occurred) {
            this.command = command;
            this.lot = lot;
            this.registered = registered;
            this.lines = lines;
            this.ignoredColumns = ignoredColumns;
            this.numbers = numbers.iterator();
            this.dryRun = dryRun;
            this.occurred = occurred;
        }

        /**
         * Judges the lines and creates what is new. A device that turns out to be in the network already leaves its room
         * in the lot to the lines that found none, so those are judged again.
         */
        Future<Void> take(SqlConnection connection, Cause cause, List<Line> lines) {
            UUID registrar = command.caller().organisation();
            List<DeviceLine> readable =
                    lines.stream().map(Line::device).filter(Objects::nonNull).toList();
            return devices.meant(connection, lot, registrar, readable).compose(meant -> {
                List<DeviceAttributes> known =
                        new ArrayList<>(meant.stream().map(Device::attributes).toList());
                known.addAll(ours);
                Round round = new Round(new Registrations(lot, registered, known, registrar));
                return chunk(connection, cause, lines, 0, round)
                        .compose(_ -> round.collided ? take(connection, cause, round.others) : told(round));
            });
        }

        private Future<Void> told(Round round) {
            rows.addAll(round.told);
            return Future.succeededFuture();
        }

        /** Takes the lines from here on, so many at a time that nobody else's call waits for them. */
        private Future<Void> chunk(SqlConnection connection, Cause cause, List<Line> lines, int from, Round round) {
            if (from >= lines.size()) {
                return Future.succeededFuture();
            }
            int until = Math.min(from + CHUNK, lines.size());
            return take(connection, cause, lines.subList(from, until), round)
                    .compose(_ -> chunk(connection, cause, lines, until, round));
        }

        private Future<Void> take(SqlConnection connection, Cause cause, List<Line> lines, Round round) {
            Registrations registrations = round.registrations;
            Map<UUID, Line> fresh = new LinkedHashMap<>();
            List<Creation<Device, CollectionEvent>> creations = new ArrayList<>();
            for (Line line : lines) {
                DeviceLine device = line.device();
                if (device == null) {
                    rows.add(rejected(line, line.faults(), command.language()));
                    continue;
                }
                switch (registrations.judge(device)) {
                    case Verdict.New _ -> {
                        DeviceAttributes attributes = attributes(command, lot, device, numbers.next());
                        registrations.take(attributes);
                        creations.add(new Creation<>(
                                attributes.id(),
                                Device.register(attributes, lot.supplied().orElse(null)),
                                occurred));
                        fresh.put(attributes.id(), line);
                    }
                    case Verdict.Known(DeviceAttributes attributes) -> {
                        round.others.add(line);
                        round.told.add(row(line, RegistrationRow.Outcome.UNCHANGED, attributes));
                    }
                    case Verdict.Wrong(List<Refusal.Fault> faults) -> {
                        round.others.add(line);
                        round.told.add(rejected(line, faults, command.language()));
                    }
                }
            }
            return Devices.TABLE.createMissing(connection, creations, cause).compose(ids -> {
                List<Line> elsewhere = new ArrayList<>();
                for (Creation<Device, CollectionEvent> creation : creations) {
                    DeviceAttributes attributes = creation.decision().next().attributes();
                    Line line = Objects.requireNonNull(fresh.get(attributes.id()));
                    if (ids.contains(attributes.id())) {
                        ours.add(attributes);
                        registered.merge(attributes.category(), 1, Integer::sum);
                        created.add(attributes.id());
                        rows.add(row(line, RegistrationRow.Outcome.CREATED, attributes));
                    } else {
                        round.collided = true;
                        elsewhere.add(line);
                    }
                }
                return elsewhere(connection, elsewhere);
            });
        }

        /** Says of lines whose devices are in the network where those are, as far as the caller may see it. */
        private Future<Void> elsewhere(SqlConnection connection, List<Line> lines) {
            if (lines.isEmpty()) {
                return Future.succeededFuture();
            }
            List<DeviceLine> described =
                    lines.stream().map(Line::device).filter(Objects::nonNull).toList();
            UUID registrar = command.caller().organisation();
            return devices.elsewhere(connection, lot, registrar, described).map(found -> {
                for (Line line : lines) {
                    DeviceLine device = Objects.requireNonNull(line.device());
                    rows.add(
                            rejected(line, List.of(alreadyInTheNetwork(device, registrar, found)), command.language()));
                }
                return null;
            });
        }

        BulkReport report() {
            rows.sort(Comparator.comparingLong(RegistrationRow::line));
            return BulkReport.of(RegistrationRow.Outcome.class, rows)
                    .withDryRun(dryRun)
                    .withIgnoredColumns(ignoredColumns);
        }

        /** What a dry run would have created has no id that anybody could use. */
        private RegistrationRow row(Line line, RegistrationRow.Outcome outcome, DeviceAttributes attributes) {
            boolean unreal =
                    dryRun && (outcome == RegistrationRow.Outcome.CREATED || created.contains(attributes.id()));
            return new RegistrationRow(
                    line.number(),
                    outcome,
                    unreal ? null : attributes.id(),
                    unreal ? null : attributes.code(),
                    attributes.partnerRef(),
                    List.of());
        }
    }

    /** One look at lines: how they were judged, and whether a device was in the network without the lot's knowing. */
    private static final class Round {
        private final Registrations registrations;
        private final List<Line> others = new ArrayList<>();
        private final List<RegistrationRow> told = new ArrayList<>();
        private boolean collided;

        Round(Registrations registrations) {
            this.registrations = registrations;
        }
    }

    private static DeviceAttributes attributes(Command command, Departed lot, DeviceLine line, String code) {
        return new DeviceAttributes(
                Ids.next(),
                code,
                lot.attributes().id(),
                line.category(),
                line.manufacturer(),
                line.model(),
                line.serialNumber(),
                lot.attributes().donor(),
                lot.attributes().donorKind(),
                lot.workshop(),
                command.caller().organisation(),
                lot.readers(),
                lot.attributes().territory(),
                lot.attributes().env(),
                line.partnerRef());
    }

    private static RegistrationRow rejected(Line line, List<Refusal.Fault> faults, Language language) {
        DeviceLine device = line.device();
        List<Fault> errors =
                BulkReport.errors(Refusal.invalid(faults), pointer -> "/" + line.number() + pointer, language);
        return new RegistrationRow(
                line.number(),
                line.isSkipped() ? RegistrationRow.Outcome.SKIPPED : RegistrationRow.Outcome.REJECTED,
                null,
                null,
                device == null ? null : device.partnerRef(),
                errors);
    }

    private static Refusal.Fault alreadyInTheNetwork(DeviceLine line, UUID registrar, List<Devices.Elsewhere> found) {
        for (Devices.Elsewhere one : found) {
            if (one.device().identity().equals(line.identity())) {
                return new Refusal.Fault(
                        "/serialNumber",
                        "already_in_network",
                        "Cet appareil est déjà enregistré : " + one.device().code() + ", dans le lot " + one.lot()
                                + ".",
                        "This device is registered already: " + one.device().code() + ", in lot " + one.lot() + ".",
                        existing(one.device(), registrar));
            }
            if (line.partnerRef() != null
                    && line.partnerRef().equals(one.device().partnerRef())
                    && one.device().registrar().equals(registrar)) {
                return new Refusal.Fault(
                        "/partnerRef",
                        "reference_taken",
                        "Cette référence désigne déjà l'appareil "
                                + one.device().code() + " du lot " + one.lot() + ".",
                        "This reference already names device " + one.device().code() + " of lot " + one.lot() + ".",
                        existing(one.device(), registrar));
            }
        }
        return new Refusal.Fault(
                "/serialNumber",
                "already_in_network",
                "Un appareil de ce fabricant et de ce numéro de série (ou cette référence) est déjà dans le réseau ;"
                        + " demandez à la coordination.",
                "A device with this manufacturer and serial number (or this reference) is in the network already;"
                        + " ask the coordination.");
    }

    /** The device, when it was the caller's organisation that registered it. */
    private static Map<String, Object> existing(DeviceAttributes device, UUID registrar) {
        return device.registrar().equals(registrar) ? Map.of("existing", device.id()) : Map.of();
    }
}
