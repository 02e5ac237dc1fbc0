package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.files.FileStore;
import network.reuse.defaults.files.FileTable;
import network.reuse.defaults.files.FoundFile;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.EvidenceStatus;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Evidence;
import network.reuse.refurb.persistence.Evidence.Kept;
import org.jspecify.annotations.Nullable;

/** The tray of evidence that matches no medium: its workshop reads it, and assigns or dismisses what is in it. And the files themselves. */
@ApplicationScoped
public class DecideEvidence {
    private final Commit commit;
    private final Reading reading;
    private final Devices devices;
    private final Evidence evidence;
    private final FileStore store;

    public DecideEvidence(Commit commit, Reading reading, Devices devices, Evidence evidence, FileStore store) {
        this.commit = commit;
        this.reading = reading;
        this.devices = devices;
        this.evidence = evidence;
        this.store = store;
    }

    /**
     * The very file that has this SHA-256. Its workshop reads it; so does who sees every device that it tells of, as long as each of its drives
     * is known to be one of theirs.
     */
    public Uni<FoundFile> file(Caller caller, String sha256) {
        return reading.inTransaction(
                        caller, connection -> FileTable.withBytes(connection, RetentionClass.ERASURE_EVIDENCE, sha256))
                .chain(file -> FoundFile.in(store, file));
    }

    public Uni<List<EvidenceView>> page(Caller caller, EvidenceStatus status, @Nullable UUID after, int limit) {
        return reading.inTransaction(caller, connection -> evidence.page(connection, status, after, limit))
                .map(page -> page.stream().map(DecideEvidence::view).toList());
    }

    /** What is read before it is decided. */
    private record Found(List<Kept> kept, FoundDevices devices) {}

    /**
     * It is about this medium: its run is recorded there when it ended, by the rules of any erasure.
     *
     * @param matchedBy why it is about a medium of another number than the drive's that it names; null when it names that one
     */
    public Uni<Answer> assign(
            Command command, UUID id, UUID deviceId, String serialNumber, @Nullable String matchedBy) {
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> {
                    Future<List<Kept>> kept = evidence.lock(connection, id);
                    Future<FoundDevices> locked =
                            FoundDevices.locked(connection, devices, List.of(deviceId), command.now());
                    return PipelinedStatements.answered(List.of(kept, locked))
                            .map(_ -> new Found(kept.result(), locked.result()));
                },
                found -> {
                    EvidenceView waiting = undecided(found.kept());
                    Stored<Device> device = found.devices().devices().get(deviceId);
                    if (device == null) {
                        throw Refusal.invalid(
                                "/deviceId",
                                "unknown_device",
                                "Aucun appareil de cet identifiant n'est visible pour votre organisation.",
                                "No device with this id is visible to your organisation.");
                    }
                    Devices.TABLE.requireOwner(device.state(), command.caller());
                    WorkOnDevice.requireWorkshop(device.state(), command.caller());
                    BenchStep step = new BenchStep.MediumErasure(
                            serialNumber, waiting.told().erasure());
                    Change<Device, RefurbEvent> change = found.devices()
                            .step(
                                    device,
                                    step,
                                    null,
                                    Set.of(),
                                    RecordedTime.of(waiting.told().endedAt(), command.now(), "/deviceId"));
                    if (matchedBy == null) {
                        requireSame(waiting.told().serialNumber(), serialNumber);
                    }
                    EvidenceView assigned = waiting.assigned(deviceId, matchedBy, command.now());
                    return Plan.answering(assigned)
                            .changing(Devices.TABLE, List.of(change))
                            .writing((connection, _) ->
                                    evidence.assign(connection, id, deviceId, matchedBy, command.now()));
                });
    }

    private static void requireSame(String drive, String medium) {
        if (!SerialNumber.same(drive, medium)) {
            throw Refusal.invalid(
                    "/serialNumber",
                    "drive_is_another",
                    "La preuve nomme le disque " + drive + ", pas le support " + medium
                            + " ; dites par « matchedBy » pourquoi c'est le même.",
                    "The evidence names the drive " + drive + ", not the medium " + medium
                            + "; say by \"matchedBy\" why it is the same.");
        }
    }

    /** It is about nothing of the workshop's. */
    public Uni<Answer> dismiss(Command command, UUID id, String reason) {
        return commit.write(
                command, Unversioned.JUDGES_EACH_ROW, (connection, _) -> evidence.lock(connection, id), found -> {
                    EvidenceView waiting = undecided(found);
                    return Plan.answering(waiting.dismissed(reason, command.now()))
                            .writing((connection, _) -> evidence.dismiss(connection, id, reason, command.now()));
                });
    }

    private static EvidenceView undecided(List<Kept> found) {
        if (found.isEmpty()) {
            throw Refusals.unknown();
        }
        EvidenceView waiting = view(found.getFirst());
        if (waiting.status() != EvidenceStatus.UNMATCHED) {
            throw Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW,
                    "evidence_decided",
                    "Cette preuve n'attend plus dans la corbeille.",
                    "This evidence does not wait in the tray any more.");
        }
        return waiting;
    }

    private static EvidenceView view(Kept kept) {
        return new EvidenceView(
                kept.id(),
                kept.status(),
                kept.key().sha256(),
                EvidenceView.Told.STORED.read("TOLD", kept.run()),
                kept.why(),
                kept.deviceId(),
                kept.matchedBy(),
                kept.reason(),
                kept.foundAt(),
                kept.decidedAt());
    }
}
