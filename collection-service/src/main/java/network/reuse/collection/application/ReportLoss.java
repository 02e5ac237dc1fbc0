package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.Device.Lost;
import network.reuse.collection.domain.Device.Registered;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.IncidentMails;
import network.reuse.collection.persistence.IncidentMails.Incident;
import network.reuse.collection.persistence.IncidentMails.Occasion;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A device disappears between donor and workshop, or turns up again; its donor is told. */
@ApplicationScoped
public class ReportLoss {
    private final Commit commit;
    private final IncidentMails mails;

    public ReportLoss(Commit commit, IncidentMails mails) {
        this.commit = commit;
        this.mails = mails;
    }

    public Uni<Answer> lose(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change(command, id, Occasion.LOST, reason, occurredAt, device -> switch (device) {
            case Registered registered -> registered.lose(reason);
            default -> throw device.illegal();
        });
    }

    public Uni<Answer> correctLoss(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change(command, id, Occasion.FOUND, reason, occurredAt, device -> switch (device) {
            case Lost lost -> lost.correctLoss(reason);
            default -> throw device.illegal();
        });
    }

    private Uni<Answer> change(
            VersionedCommand command,
            UUID id,
            Occasion occasion,
            String reason,
            @Nullable Instant occurredAt,
            Function<Device, Decision<Device, CollectionEvent>> decide) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Devices.TABLE, id, stored -> {
            Change<Device, CollectionEvent> change = Change.recorded(stored, decide.apply(stored.state()), time);
            Incident incident = new Incident(Ids.next(), occasion, "collection", change.occurredAt(), reason);
            return Plan.change(Devices.TABLE, change, DeviceView::of)
                    .writing((connection, cause) ->
                            mails.queue(connection, stored.state().attributes(), incident, cause.now()));
        });
    }
}
