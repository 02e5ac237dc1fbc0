package network.reuse.collection.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import network.reuse.collection.application.HandOverDevices;
import network.reuse.collection.application.TellIncidents;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Channels;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceGraded;
import network.reuse.contracts.RefurbEvent.DeviceInventoried;
import network.reuse.contracts.RefurbEvent.DeviceLocked;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DevicePalletised;
import network.reuse.contracts.RefurbEvent.DevicePhotographed;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceReceivedByEcoOrganism;
import network.reuse.contracts.RefurbEvent.DeviceRepaired;
import network.reuse.contracts.RefurbEvent.DeviceScrapped;
import network.reuse.contracts.RefurbEvent.DeviceTreated;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.DeviceUnlocked;
import network.reuse.contracts.RefurbEvent.DispatchCorrected;
import network.reuse.contracts.RefurbEvent.GradeCorrected;
import network.reuse.contracts.RefurbEvent.LockCorrected;
import network.reuse.contracts.RefurbEvent.LockReleaseAnswered;
import network.reuse.contracts.RefurbEvent.LossCorrected;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.MediumFitted;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.RefurbEvent.PalletCancelled;
import network.reuse.contracts.RefurbEvent.PalletDeparted;
import network.reuse.contracts.RefurbEvent.PalletDepartureCorrected;
import network.reuse.contracts.RefurbEvent.PalletOpened;
import network.reuse.contracts.RefurbEvent.PalletReceived;
import network.reuse.contracts.RefurbEvent.PalletSlipAdded;
import network.reuse.contracts.RefurbEvent.PalletTreated;
import network.reuse.contracts.RefurbEvent.PalletisationCorrected;
import network.reuse.contracts.RefurbEvent.QualityCheckFailed;
import network.reuse.contracts.RefurbEvent.ReadinessCorrected;
import network.reuse.contracts.RefurbEvent.ScrapCorrected;
import network.reuse.contracts.RefurbEvent.SystemInstalled;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.defaults.register.KnownOrganisations;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes the register of organisations, that workshops have received devices, and what disappears after that. */
@ApplicationScoped
public class NetworkConsumers {
    private final IdempotentConsumer<OrganisationEvent> organisations;
    private final IdempotentConsumer<RefurbEvent> refurb;
    private final IdempotentConsumer<AllocationEvent> allocation;
    private final HandOverDevices handOverDevices;
    private final TellIncidents tellIncidents;

    public NetworkConsumers(
            Consumers consumers,
            KnownOrganisations register,
            HandOverDevices handOverDevices,
            TellIncidents tellIncidents) {
        this.handOverDevices = handOverDevices;
        this.tellIncidents = tellIncidents;
        this.organisations =
                consumers.consumer(Subscription.COLLECTION_TO_ORGANISATIONS, register::onOrganisationEvents);
        this.refurb = consumers.consumer(Subscription.COLLECTION_TO_REFURB, this::onRefurbEvents);
        this.allocation = consumers.consumer(Subscription.COLLECTION_TO_ALLOCATION, tellIncidents::onAllocationEvents);
    }

    @Incoming(Channels.ORGANISATIONS)
    Uni<Void> organisations(ConsumerRecords<String, byte[]> records) {
        return organisations.take(records);
    }

    @Incoming(Channels.REFURB_EVENTS)
    Uni<Void> refurb(ConsumerRecords<String, byte[]> records) {
        return refurb.take(records);
    }

    @Incoming(Channels.ALLOCATION_EVENTS)
    Uni<Void> allocation(ConsumerRecords<String, byte[]> records) {
        return allocation.take(records);
    }

    private Future<?> onRefurbEvents(SqlConnection transaction, List<Published<RefurbEvent>> events) {
        List<Published<RefurbEvent>> received =
                events.stream().filter(event -> isReception(event.fact())).toList();
        return handOverDevices
                .handOver(transaction, received)
                .compose(_ -> tellIncidents.onRefurbEvents(transaction, events));
    }

    private static boolean isReception(RefurbEvent fact) {
        return switch (fact) {
            case DeviceReceived _ -> true;
            case DeviceTriaged _,
                    MediumErased _,
                    MediumDestroyed _,
                    MediumAdded _,
                    MediumFitted _,
                    MediumRemoved _,
                    MediumCorrected _,
                    DeviceRepaired _,
                    DeviceGraded _,
                    GradeCorrected _,
                    QualityCheckFailed _,
                    DeviceLocked _,
                    LockReleaseAnswered _,
                    DeviceUnlocked _,
                    LockCorrected _,
                    SystemInstalled _,
                    DevicePhotographed _,
                    DeviceReady _,
                    ReadinessCorrected _,
                    DeviceScrapped _,
                    DeviceLost _,
                    LossCorrected _,
                    ScrapCorrected _,
                    DeviceDispatched _,
                    DispatchCorrected _,
                    DevicePalletised _,
                    PalletisationCorrected _,
                    DeviceReceivedByEcoOrganism _,
                    DeviceTreated _,
                    DeviceInventoried _,
                    PalletOpened _,
                    PalletCancelled _,
                    PalletDeparted _,
                    PalletDepartureCorrected _,
                    PalletSlipAdded _,
                    PalletReceived _,
                    PalletTreated _ -> false;
        };
    }
}
