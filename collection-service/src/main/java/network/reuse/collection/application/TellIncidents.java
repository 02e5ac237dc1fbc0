package network.reuse.collection.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.IncidentMails;
import network.reuse.collection.persistence.IncidentMails.Incident;
import network.reuse.collection.persistence.IncidentMails.Occasion;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.time.BusinessClock;

/**
 * Has donors told of their devices that disappear while their data may be on them, and of those that turn up again. What disappears
 * after its first workshop has handed it on may hold data of whoever had it, and is no incident to the donor, unless a later workshop found a
 * medium that the first had overlooked.
 */
@ApplicationScoped
public class TellIncidents {
    private static final String RECEIVED = "Réceptionné par l'atelier / Received by the workshop";
    private static final String SIGNED_FOR = "Reçu par son destinataire / Signed for by its recipient";

    private final IncidentMails mails;
    private final BusinessClock clock;

    public TellIncidents(IncidentMails mails, BusinessClock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    private record Told(UUID device, Incident incident) {}

    /** What happened in a workshop. What it receives is there, whatever was said of it before. */
    public Future<?> onRefurbEvents(SqlConnection transaction, List<Published<RefurbEvent>> events) {
        List<Told> told = new ArrayList<>();
        for (Published<RefurbEvent> event : events) {
            Envelope envelope = event.envelope();
            if (event.fact() instanceof RefurbEvent.DeviceLost lost && lost.isIncidentToDonor(envelope)) {
                told.add(told(envelope, lost.deviceId(), Occasion.LOST, lost.reason()));
            } else if (event.fact() instanceof RefurbEvent.LossCorrected found) {
                told.add(told(envelope, found.deviceId(), Occasion.FOUND, found.reason()));
            } else if (event.fact() instanceof RefurbEvent.DeviceReceived received) {
                told.add(told(envelope, received.deviceId(), Occasion.FOUND, RECEIVED));
            }
        }
        return queue(transaction, told);
    }

    /** What happened in a stock, or on the way back from whoever had a device. What a stock signs for is there. */
    public Future<?> onAllocationEvents(SqlConnection transaction, List<Published<AllocationEvent>> events) {
        List<Told> told = new ArrayList<>();
        for (Published<AllocationEvent> event : events) {
            Envelope envelope = event.envelope();
            if (event.fact() instanceof AllocationEvent.DeviceLost lost
                    && lost.possibleData()
                    && envelope.mayHoldDonorsData()) {
                told.add(told(envelope, lost.deviceId(), Occasion.LOST, lost.reason()));
            } else if (event.fact() instanceof AllocationEvent.LossCorrected found) {
                told.add(told(envelope, found.deviceId(), Occasion.FOUND, found.reason()));
            } else if (event.fact() instanceof AllocationEvent.DeviceStocked stocked) {
                told.add(told(envelope, stocked.deviceId(), Occasion.FOUND, SIGNED_FOR));
            }
        }
        return queue(transaction, told);
    }

    private static Told told(Envelope envelope, UUID device, Occasion occasion, String reason) {
        String service = envelope.stream().source();
        return new Told(device, new Incident(envelope.id(), occasion, service, envelope.occurredAt(), reason));
    }

    private Future<?> queue(SqlConnection transaction, List<Told> told) {
        if (told.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<UUID> devices = new HashSet<>();
        told.forEach(one -> devices.add(one.device()));
        return Devices.TABLE.loadAll(transaction, devices).compose(found -> {
            List<Future<?>> queued = new ArrayList<>();
            for (Told one : told) {
                var device = found.get(one.device());
                if (device != null) {
                    DeviceAttributes attributes = device.state().attributes();
                    queued.add(
                            switch (one.incident().occasion()) {
                                case LOST -> mails.queue(transaction, attributes, one.incident(), clock.now());
                                case FOUND -> mails.queueFound(transaction, attributes, one.incident(), clock.now());
                            });
                }
            }
            return PipelinedStatements.answered(queued);
        });
    }
}
