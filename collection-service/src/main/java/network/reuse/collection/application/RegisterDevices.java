package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceFacts;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Registrations;
import network.reuse.collection.domain.Registrations.Verdict;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Ids;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Tells the devices of a collected lot apart, many at once: each line gets its own result, one that is wrong does not
 * spoil its neighbours, and the same file may be sent again. A dry run answers the same and writes nothing.
 */
@ApplicationScoped
public class RegisterDevices {
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

    /** A line of the file: what it says, or what is wrong with it. */
    public record Line(long number, @Nullable DeviceLine device, List<Refusal.Fault> faults) {}

    public Uni<Answer> register(
            Command command, UUID lotId, List<Line> lines, boolean dryRun, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('D', lines.size())
                .chain(numbers -> commit.together(
                        command,
                        (connection, cause) -> lots.lock(connection, lotId)
                                .compose(visible -> load(connection, lotId, visible))
                                .compose(lot -> devices.ofLot(connection, lotId)
                                        .compose(known -> write(
                                                command,
                                                connection,
                                                cause,
                                                lot,
                                                known,
                                                lines,
                                                numbers,
                                                dryRun,
                                                occurred)))
                                .map(report -> new Commit.Outcome(200, report))));
    }

    private Future<Collected> load(SqlConnection connection, UUID lotId, boolean visible) {
        return Lots.TABLE.loadAll(connection, List.of(lotId)).map(found -> {
            Stored<Lot> stored = found.get(lotId);
            if (stored == null) {
                throw Refusals.unknown();
            }
            if (!(stored.state() instanceof Collected collected)) {
                throw AnswerOffer.illegal(stored.state());
            }
            if (!visible) {
                throw Refusals.notYours();
            }
            return collected;
        });
    }

    private static Future<RegistrationReport> write(
            Command command,
            SqlConnection connection,
            Cause cause,
            Collected lot,
            List<Device> known,
            List<Line> lines,
            List<String> numbers,
            boolean dryRun,
            Instant occurred) {
        Registrations registrations = new Registrations(
                lot,
                known.stream().map(Device::facts).toList(),
                command.caller().organisation());
        List<RegistrationReport.Row> rows = new ArrayList<>(lines.size());
        List<Creation<Device, CollectionEvent>> creations = new ArrayList<>();
        List<Line> created = new ArrayList<>();
        for (Line line : lines) {
            DeviceLine device = line.device();
            if (device == null) {
                rows.add(rejected(line, line.faults()));
                continue;
            }
            switch (registrations.judge(device)) {
                case Verdict.New _ -> {
                    DeviceFacts facts = facts(command, lot, device, numbers.get(creations.size()));
                    registrations.take(facts);
                    creations.add(new Creation<>(facts.id(), Device.register(facts), occurred));
                    created.add(line);
                }
                case Verdict.Known(DeviceFacts facts) ->
                    rows.add(new RegistrationReport.Row(
                            line.number(),
                            RegistrationReport.Status.UNCHANGED,
                            facts.id(),
                            facts.code(),
                            facts.partnerRef(),
                            List.of()));
                case Verdict.Wrong(Refusal.Fault fault) -> rows.add(rejected(line, List.of(fault)));
            }
        }
        return create(connection, creations, cause, dryRun).map(ids -> {
            for (int i = 0; i < creations.size(); i++) {
                DeviceFacts facts = creations.get(i).decision().next().facts();
                rows.add(
                        ids.contains(facts.id())
                                ? new RegistrationReport.Row(
                                        created.get(i).number(),
                                        RegistrationReport.Status.CREATED,
                                        dryRun ? null : facts.id(),
                                        dryRun ? null : facts.code(),
                                        facts.partnerRef(),
                                        List.of())
                                : rejected(created.get(i), List.of(alreadyInTheNetwork())));
            }
            rows.sort(Comparator.comparingLong(RegistrationReport.Row::line));
            return RegistrationReport.of(dryRun, rows);
        });
    }

    private static Future<Set<UUID>> create(
            SqlConnection connection, List<Creation<Device, CollectionEvent>> creations, Cause cause, boolean dryRun) {
        if (!dryRun) {
            return Devices.TABLE.createAll(connection, creations, cause);
        }
        return connection
                .query("savepoint dry_run")
                .execute()
                .compose(_ -> Devices.TABLE.createAll(connection, creations, cause))
                .compose(ids -> connection
                        .query("rollback to savepoint dry_run")
                        .execute()
                        .map(_ -> ids));
    }

    private static DeviceFacts facts(Command command, Collected lot, DeviceLine line, String code) {
        return new DeviceFacts(
                Ids.next(),
                code,
                lot.facts().id(),
                line.category(),
                line.manufacturer(),
                line.model(),
                line.serialNumber(),
                lot.facts().donor(),
                lot.facts().donorKind(),
                lot.workshop(),
                command.caller().organisation(),
                lot.readers(),
                lot.facts().territory(),
                lot.facts().env(),
                line.partnerRef());
    }

    private static RegistrationReport.Row rejected(Line line, List<Refusal.Fault> faults) {
        DeviceLine device = line.device();
        return new RegistrationReport.Row(
                line.number(),
                RegistrationReport.Status.REJECTED,
                null,
                null,
                device == null ? null : device.partnerRef(),
                faults);
    }

    private static Refusal.Fault alreadyInTheNetwork() {
        return new Refusal.Fault(
                "/serialNumber",
                "already_in_network",
                "Un appareil de ce fabricant et de ce numéro de série (ou cette référence) est déjà dans le réseau ;"
                        + " demandez à la coordination.",
                "A device with this manufacturer and serial number (or this reference) is in the network already;"
                        + " ask the coordination.");
    }
}
