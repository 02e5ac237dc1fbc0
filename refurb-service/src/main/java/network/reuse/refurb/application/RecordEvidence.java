package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.files.FileKey;
import network.reuse.defaults.files.FileTable;
import network.reuse.defaults.files.IncomingFiles;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.defaults.files.StoredFile;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.application.EvidenceRow.Outcome;
import network.reuse.refurb.application.RecordWork.Recording;
import network.reuse.refurb.application.RecordWork.Step;
import network.reuse.refurb.application.RecordWork.Work;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.DriveReport;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.EvidenceStatus;
import network.reuse.refurb.domain.Medium;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Evidence;
import network.reuse.refurb.persistence.Evidence.FileDrive;
import network.reuse.refurb.persistence.Evidence.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Records the erasures that files tell of, by the rules by which a bench records them itself. A run is matched to its medium by the
 * drive's serial number, and by the machine's where that is a device on the bench; what matches none waits in the tray. The same
 * file again changes nothing. A file that tells of what is recorded or waits is kept as it came, once for its workshop.
 */
@ApplicationScoped
public class RecordEvidence {
    private static final String EVIDENCE = "evidence";

    private final IncomingFiles incoming;
    private final Devices devices;
    private final Evidence evidence;

    public RecordEvidence(IncomingFiles incoming, Devices devices, Evidence evidence) {
        this.incoming = incoming;
        this.devices = devices;
        this.evidence = evidence;
    }

    /** What is read before anything is recorded. */
    private record Found(FoundDevices devices, List<Kept> known) {}

    /** Records what these files tell; one result for each file and drive. */
    public Uni<Answer> record(Command command, List<EvidenceFile> files) {
        List<String> hosts = files.stream()
                .map(EvidenceFile::hostSerialNumber)
                .filter(Objects::nonNull)
                .map(SerialNumber::form)
                .distinct()
                .toList();
        List<String> drives = files.stream()
                .flatMap(file -> file.drives().stream())
                .map(drive -> SerialNumber.form(drive.serialNumber()))
                .distinct()
                .toList();
        List<String> digests =
                files.stream().map(EvidenceFile::sha256).distinct().toList();
        return incoming.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                connection -> notKept(connection, command, files),
                (connection, _) -> read(connection, command, hosts, drives, digests),
                (found, inStore) -> new Taking(command, found, inStore).of(files));
    }

    /** The files that tell of a run and that the workshop has not kept: the same bytes are one file. */
    private static Future<Map<FileKey, ReceivedFile>> notKept(
            SqlConnection connection, Command command, List<EvidenceFile> files) {
        Map<String, ReceivedFile> told = new LinkedHashMap<>();
        for (EvidenceFile file : files) {
            ReceivedFile received = file.received();
            if (received != null && file.endedAt() != null) {
                var _ = told.putIfAbsent(file.sha256(), received);
            }
        }
        return FileTable.kept(
                        connection, command.caller().organisation(), RetentionClass.ERASURE_EVIDENCE, told.keySet())
                .map(kept -> {
                    told.keySet().removeAll(kept);
                    Map<FileKey, ReceivedFile> keys = new LinkedHashMap<>();
                    told.forEach((sha256, file) -> keys.put(new FileKey(sha256, Ids.next()), file));
                    return keys;
                });
    }

    /** What was known is read once the devices are locked: of two calls at a time, the second sees what the first recorded. */
    private Future<Found> read(
            SqlConnection connection, Command command, List<String> hosts, List<String> drives, List<String> digests) {
        return evidence.candidates(connection, command.caller().organisation(), hosts, drives)
                .compose(ids -> {
                    Future<FoundDevices> locked = FoundDevices.locked(connection, devices, ids, command.now());
                    Future<List<Kept>> known = evidence.of(connection, digests);
                    return PipelinedStatements.answered(List.of(locked, known))
                            .map(_ -> new Found(locked.result(), known.result()));
                });
    }

    /** Where a drive stands among the files of a call; -1 for what is said of a file itself. */
    private record Place(int file, int drive) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return file == other.file ? Integer.compare(drive, other.drive) : Integer.compare(file, other.file);
        }
    }

    /** A medium on the bench. */
    private record Match(Stored<Device> device, Medium medium) {}

    /** The files of one call, taken one by one. */
    private final class Taking {
        private final Command command;
        private final Map<UUID, Stored<Device>> found;
        private final IncomingFiles.InStore inStore;
        private final Recording recording;
        private final Map<FileDrive, Kept> known = new HashMap<>();
        private final List<Kept> added = new ArrayList<>();

        Taking(Command command, Found found, IncomingFiles.InStore inStore) {
            this.command = command;
            this.inStore = inStore;
            this.found = found.devices().devices();
            this.recording = new Recording(command, found.devices());
            found.known().forEach(one -> known.put(one.key(), one));
        }

        Plan of(List<EvidenceFile> files) {
            Map<Place, EvidenceRow> taken = new TreeMap<>();
            for (Place place : inTheirOrder(files)) {
                EvidenceFile file = files.get(place.file());
                taken.put(
                        place,
                        take(place.file(), file, place.drive(), file.drives().get(place.drive())));
            }
            for (int i = 0; i < files.size(); i++) {
                Refusal.Fault fault = files.get(i).fault();
                if (fault != null) {
                    taken.put(
                            new Place(i, -1), row(i, files.get(i), null, Outcome.REJECTED, null, null, List.of(fault)));
                }
            }
            List<EvidenceRow> rows = List.copyOf(taken.values());
            Plan plan = recording.written(Plan.answering(BulkReport.of(Outcome.class, rows)));
            for (StoredFile file : kept(files)) {
                plan = plan.writing(FileTable.insertOnce(file));
            }
            Set<String> digests = files.stream().map(EvidenceFile::sha256).collect(Collectors.toSet());
            return plan.writing((connection, _) -> evidence.add(
                            connection,
                            command.caller().organisation(),
                            command.caller().env(),
                            added))
                    .writing((connection, _) -> evidence.file(connection, digests));
        }

        /** The files that go with what is known by now: those that tell of nothing that was recorded or waits are not kept. */
        private List<StoredFile> kept(List<EvidenceFile> files) {
            List<StoredFile> kept = new ArrayList<>();
            inStore.all().forEach((key, received) -> {
                List<UUID> about = known.values().stream()
                        .filter(one -> one.key().sha256().equals(key.sha256()))
                        .map(Kept::id)
                        .sorted()
                        .toList();
                if (!about.isEmpty()) {
                    inStore.keep(key);
                    kept.add(file(key, received, about.getFirst(), endedAt(files, key.sha256())));
                }
            });
            return kept;
        }

        private StoredFile file(FileKey key, ReceivedFile received, UUID about, Instant endedAt) {
            UUID workshop = command.caller().organisation();
            return new StoredFile(
                    key.id(),
                    workshop,
                    Set.of(workshop),
                    command.caller().env(),
                    EVIDENCE,
                    about,
                    RetentionClass.ERASURE_EVIDENCE,
                    key.sha256(),
                    received.bytes(),
                    received.type(),
                    endedAt,
                    command.now());
        }

        private Instant endedAt(List<EvidenceFile> files, String sha256) {
            return files.stream()
                    .filter(file -> file.sha256().equals(sha256))
                    .flatMap(file -> Stream.ofNullable(file.endedAt()))
                    .findFirst()
                    .orElse(command.now());
        }

        private List<Stored<Device>> hosts(EvidenceFile file) {
            String host = file.hostSerialNumber();
            return host == null
                    ? List.of()
                    : found.values().stream()
                            .filter(one ->
                                    SerialNumber.same(one.state().attributes().serialNumber(), host))
                            .toList();
        }

        /** The drives as their runs ended: tools run several at once, and list them otherwise. */
        private List<Place> inTheirOrder(List<EvidenceFile> files) {
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                for (int j = 0; j < files.get(i).drives().size(); j++) {
                    places.add(new Place(i, j));
                }
            }
            places.sort(Comparator.comparing(
                            (Place place) -> files.get(place.file())
                                    .drives()
                                    .get(place.drive())
                                    .endedAt(),
                            Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(Comparator.naturalOrder()));
            return places;
        }

        private EvidenceRow take(int index, EvidenceFile file, int place, DriveReport drive) {
            Erasure run = drive.run();
            Instant endedAt = drive.endedAt();
            String pointer = "/files/" + index + "/drives/" + place;
            if (run == null || endedAt == null) {
                Refusal.Fault why = Objects.requireNonNull(drive.fault(), "what has no run says why");
                return row(index, file, drive, Outcome.REJECTED, null, null, List.of(why.at(pointer)));
            }
            FileDrive key = new FileDrive(file.sha256(), SerialNumber.form(drive.serialNumber()));
            Kept before = known.get(key);
            if (before != null) {
                return row(
                        index,
                        file,
                        drive,
                        Outcome.UNCHANGED,
                        before.status() == EvidenceStatus.UNMATCHED ? before.id() : null,
                        before.deviceId(),
                        List.of());
            }
            try {
                var _ = RecordedTime.of(endedAt, command.now(), pointer);
            } catch (Refusal implausible) {
                return row(index, file, drive, Outcome.REJECTED, null, null, implausible.faults());
            }
            try {
                Match match = match(file, drive);
                return recorded(index, file, drive, match, key, pointer, run.shownBy(file.sha256()), endedAt);
            } catch (Unmatched none) {
                UUID id = Ids.next();
                keep(
                        key,
                        id,
                        EvidenceStatus.UNMATCHED,
                        file,
                        drive,
                        none.fault().code(),
                        null);
                return row(
                        index,
                        file,
                        drive,
                        Outcome.UNMATCHED,
                        id,
                        null,
                        List.of(none.fault().at(pointer)));
            }
        }

        private EvidenceRow recorded(
                int index,
                EvidenceFile file,
                DriveReport drive,
                Match match,
                FileDrive key,
                String pointer,
                Erasure run,
                Instant endedAt) {
            UUID device = match.device().id();
            Work work = new Work(
                    pointer,
                    device,
                    null,
                    null,
                    List.of(new Step(
                            "", new BenchStep.MediumErasure(match.medium().serialNumber(), run), null, endedAt)));
            WorkRow done;
            try {
                done = recording.record(work);
            } catch (Refusal why) {
                done = new WorkRow(
                        device,
                        WorkRow.Outcome.REJECTED,
                        null,
                        null,
                        null,
                        BulkReport.errors(why, at -> pointer + at, command.language()));
            }
            if (done.outcome() == WorkRow.Outcome.REJECTED) {
                return new EvidenceRow(
                        index,
                        file.sha256(),
                        drive.drive(),
                        drive.serialNumber(),
                        Outcome.REJECTED,
                        null,
                        device,
                        done.code(),
                        null,
                        done.version(),
                        done.errors());
            }
            keep(key, Ids.next(), EvidenceStatus.RECORDED, file, drive, null, device);
            return row(
                    index,
                    file,
                    drive,
                    done.outcome() == WorkRow.Outcome.RECORDED ? Outcome.RECORDED : Outcome.UNCHANGED,
                    null,
                    device,
                    List.of());
        }

        private EvidenceRow row(
                int index,
                EvidenceFile file,
                @Nullable DriveReport drive,
                Outcome outcome,
                @Nullable UUID evidenceId,
                @Nullable UUID device,
                List<Refusal.Fault> faults) {
            Stored<Device> stored = device == null ? null : recording.reached(device);
            Medium medium = stored != null && drive != null ? medium(stored, drive.serialNumber()) : null;
            return new EvidenceRow(
                    index,
                    file.sha256(),
                    drive == null ? null : drive.drive(),
                    drive == null ? null : drive.serialNumber(),
                    outcome,
                    evidenceId,
                    device,
                    stored == null ? null : stored.state().attributes().code(),
                    medium == null ? null : medium.level(),
                    stored == null ? null : stored.version(),
                    Fault.of(faults, command.language()));
        }

        private void keep(
                FileDrive key,
                UUID id,
                EvidenceStatus status,
                EvidenceFile file,
                DriveReport drive,
                @Nullable String why,
                @Nullable UUID device) {
            Kept kept = new Kept(
                    id,
                    key,
                    status,
                    EvidenceView.Told.STORED.write(EvidenceView.Told.of(file, drive)),
                    why,
                    device,
                    null,
                    null,
                    command.now(),
                    null,
                    file.drives().size());
            known.put(key, kept);
            added.add(kept);
        }

        /** The one medium on the bench that has this drive's number, in the device that the file names where it names one. */
        private Match match(EvidenceFile file, DriveReport drive) {
            List<Stored<Device>> hosts = hosts(file);
            List<Match> matches = new ArrayList<>();
            for (Stored<Device> stored : found.values()) {
                Medium medium = medium(stored, drive.serialNumber());
                if (medium != null) {
                    matches.add(new Match(stored, medium));
                }
            }
            List<Match> inHost = matches.stream()
                    .filter(match -> hosts.contains(match.device()))
                    .toList();
            if (inHost.size() == 1) {
                return inHost.getFirst();
            }
            if (matches.size() == 1 && hosts.isEmpty()) {
                return matches.getFirst();
            }
            throw new Unmatched(why(hosts, matches, drive));
        }

        /** Whether a medium of this drive's number was taken out of the device that the file names, or of any where it names none. */
        private boolean isTakenOut(List<Stored<Device>> hosts, DriveReport drive) {
            return (hosts.isEmpty() ? found.values() : hosts)
                    .stream()
                            .anyMatch(stored -> stored.state() instanceof OnBench onBench
                                    && onBench.bench().isTakenOut(drive.serialNumber()));
        }

        private Refusal.Fault why(List<Stored<Device>> hosts, List<Match> matches, DriveReport drive) {
            String number = drive.serialNumber();
            if (matches.size() > 1) {
                return new Refusal.Fault(
                        "",
                        "medium_ambiguous",
                        "Plusieurs supports à l'établi portent le numéro " + number + ".",
                        "Several media on the bench have the number " + number + ".");
            }
            if (isTakenOut(hosts, drive)) {
                return new Refusal.Fault(
                        "",
                        "medium_elsewhere",
                        "Le support " + number + " a été retiré de l'appareil et monté dans un autre.",
                        "The medium " + number + " was taken out of the device and fitted into another.");
            }
            if (matches.size() == 1) {
                return new Refusal.Fault(
                        "",
                        "medium_of_another_device",
                        "Le support " + number + " est celui d'un autre appareil que celui que nomme le fichier.",
                        "The medium " + number + " is another device's than the one that the file names.");
            }
            return hosts.isEmpty()
                    ? new Refusal.Fault(
                            "",
                            "device_not_on_bench",
                            "Aucun appareil à l'établi n'a ce numéro de série, ni de support " + number + ".",
                            "No device on the bench has this serial number, or a medium " + number + ".")
                    : new Refusal.Fault(
                            "",
                            "medium_not_listed",
                            "L'appareil est à l'établi, mais le support " + number + " n'est pas dans son inventaire.",
                            "The device is on the bench, but the medium " + number + " is not in its inventory.");
        }
    }

    private static @Nullable Medium medium(Stored<Device> stored, String serialNumber) {
        return stored.state() instanceof OnBench onBench
                ? onBench.bench().media().stream()
                        .filter(medium -> SerialNumber.same(medium.serialNumber(), serialNumber))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** No medium on the bench is the one that is meant. */
    private static final class Unmatched extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal.Fault fault;

        Unmatched(Refusal.Fault fault) {
            super(fault.english(), null, false, false);
            this.fault = fault;
        }

        Refusal.Fault fault() {
            return fault;
        }
    }
}
