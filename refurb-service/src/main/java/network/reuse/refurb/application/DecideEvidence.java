package network.reuse.refurb.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
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
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.EvidenceStatus;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Evidence;
import network.reuse.refurb.persistence.Evidence.Kept;
import org.jspecify.annotations.Nullable;

/** The tray of evidence that matches no medium: its workshop reads it, and assigns or dismisses what is in it. */
@ApplicationScoped
public class DecideEvidence {
    private final Commit commit;
    private final Reading reading;
    private final Devices devices;
    private final Evidence evidence;
    private final ObjectMapper json;

    public DecideEvidence(Commit commit, Reading reading, Devices devices, Evidence evidence, ObjectMapper json) {
        this.commit = commit;
        this.reading = reading;
        this.devices = devices;
        this.evidence = evidence;
        this.json = json;
    }

    public Uni<List<EvidenceView>> page(Caller caller, EvidenceStatus status, @Nullable UUID after, int limit) {
        return reading.inTransaction(caller, connection -> evidence.page(connection, status, after, limit))
                .map(page -> page.stream().map(this::view).toList());
    }

    /** What is read before it is decided. */
    private record Found(List<Kept> kept, Map<UUID, Stored<Device>> devices) {}

    /** It is about this medium: its run is recorded there, by the rules of any erasure. */
    public Uni<Answer> assign(
            Command command, UUID id, UUID deviceId, String serialNumber, @Nullable Instant occurredAt) {
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> {
                    Future<List<Kept>> kept = evidence.lock(connection, id);
                    Future<?> locked = devices.lock(connection, List.of(deviceId));
                    Future<Map<UUID, Stored<Device>>> found = Devices.TABLE.loadAll(connection, List.of(deviceId));
                    return Future.all(kept, locked, found).map(_ -> new Found(kept.result(), found.result()));
                },
                found -> {
                    EvidenceView waiting = undecided(found.kept());
                    Stored<Device> device = found.devices().get(deviceId);
                    if (device == null) {
                        throw Refusal.invalid(
                                "/deviceId",
                                "unknown_device",
                                "Aucun appareil de cet identifiant n'est visible pour votre organisation.",
                                "No device with this id is visible to your organisation.");
                    }
                    Devices.TABLE.requireOwner(device.state(), command.caller());
                    BenchStep step = new BenchStep.MediumErasure(
                            serialNumber, waiting.told().erasure());
                    Change<Device, RefurbEvent> change = Change.recorded(
                            device,
                            at -> step.on(device.state(), at),
                            command.recorded(occurredAt == null ? waiting.told().endedAt() : occurredAt));
                    return Plan.answering(decided(waiting, EvidenceStatus.RECORDED, deviceId, null, command.now()))
                            .changing(Devices.TABLE, List.of(change))
                            .writing((connection, _) -> evidence.decide(
                                    connection, id, EvidenceStatus.RECORDED, deviceId, null, command.now()));
                });
    }

    /** It is about nothing of the workshop's. */
    public Uni<Answer> dismiss(Command command, UUID id, String reason) {
        return commit.write(
                command, Unversioned.JUDGES_EACH_ROW, (connection, _) -> evidence.lock(connection, id), found -> {
                    EvidenceView waiting = undecided(found);
                    return Plan.answering(decided(waiting, EvidenceStatus.DISMISSED, null, reason, command.now()))
                            .writing((connection, _) -> evidence.decide(
                                    connection, id, EvidenceStatus.DISMISSED, null, reason, command.now()));
                });
    }

    private EvidenceView undecided(List<Kept> found) {
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

    private static EvidenceView decided(
            EvidenceView waiting, EvidenceStatus status, @Nullable UUID deviceId, @Nullable String reason, Instant at) {
        return new EvidenceView(
                waiting.id(),
                status,
                waiting.sha256(),
                waiting.told(),
                waiting.why(),
                deviceId,
                reason,
                waiting.foundAt(),
                at);
    }

    private EvidenceView view(Kept kept) {
        try {
            return new EvidenceView(
                    kept.id(),
                    kept.status(),
                    kept.key().sha256(),
                    json.readValue(kept.run(), EvidenceView.Told.class),
                    kept.why(),
                    kept.deviceId(),
                    kept.reason(),
                    kept.foundAt(),
                    kept.decidedAt());
        } catch (JsonProcessingException altered) {
            throw new IllegalStateException("evidence " + kept.id() + " cannot be read any more", altered);
        }
    }
}
