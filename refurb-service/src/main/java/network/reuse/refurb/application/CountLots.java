package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DeviceLost;
import network.reuse.contracts.CollectionEvent.DeviceRegistered;
import network.reuse.contracts.CollectionEvent.DiscrepancySettled;
import network.reuse.contracts.CollectionEvent.GoodsAnnounced;
import network.reuse.contracts.CollectionEvent.GoodsCounted;
import network.reuse.contracts.CollectionEvent.GoodsDifferenceSettled;
import network.reuse.contracts.CollectionEvent.GoodsHandedOver;
import network.reuse.contracts.CollectionEvent.GoodsRecalled;
import network.reuse.contracts.CollectionEvent.GoodsReceived;
import network.reuse.contracts.CollectionEvent.GoodsRejoined;
import network.reuse.contracts.CollectionEvent.GoodsTakenOver;
import network.reuse.contracts.CollectionEvent.LossCorrected;
import network.reuse.contracts.CollectionEvent.LotAccepted;
import network.reuse.contracts.CollectionEvent.LotAssigned;
import network.reuse.contracts.CollectionEvent.LotCollected;
import network.reuse.contracts.CollectionEvent.LotCorrected;
import network.reuse.contracts.CollectionEvent.LotDeclined;
import network.reuse.contracts.CollectionEvent.LotDelivered;
import network.reuse.contracts.CollectionEvent.LotHandedOver;
import network.reuse.contracts.CollectionEvent.LotLoaded;
import network.reuse.contracts.CollectionEvent.LotOffered;
import network.reuse.contracts.CollectionEvent.LotReceived;
import network.reuse.contracts.CollectionEvent.LotSupplied;
import network.reuse.contracts.CollectionEvent.LotTakenOver;
import network.reuse.contracts.CollectionEvent.LotWithdrawn;
import network.reuse.contracts.CollectionEvent.PickupCancelled;
import network.reuse.contracts.CollectionEvent.PickupMoved;
import network.reuse.contracts.CollectionEvent.PickupPlanned;
import network.reuse.contracts.CollectionEvent.PickupScheduled;
import network.reuse.contracts.CollectionEvent.PickupUnplanned;
import network.reuse.contracts.CollectionEvent.RegistrationCorrected;
import network.reuse.contracts.CollectionEvent.SupplyCorrected;
import network.reuse.contracts.CollectionEvent.WorkshopCorrected;
import network.reuse.contracts.Published;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.refurb.persistence.Lots;

/** Keeps how lots were counted and what is disputed of them: a lot's certificate is not complete while counts differ. */
@ApplicationScoped
public class CountLots {
    private final Lots lots;

    public CountLots(Lots lots) {
        this.lots = lots;
    }

    public Future<?> count(SqlConnection transaction, List<Published<CollectionEvent>> events) {
        List<Future<?>> counted = new ArrayList<>();
        for (Published<CollectionEvent> event : events) {
            switch (event.fact()) {
                case LotTakenOver taken ->
                    counted.add(lots.counted(transaction, taken.lotId(), null, taken.disputed()));
                case LotReceived received ->
                    counted.add(
                            lots.counted(transaction, received.lotId(), received.quantities(), received.disputed()));
                case DiscrepancySettled settled ->
                    counted.add(lots.settled(
                            transaction,
                            settled.lotId(),
                            settled.category(),
                            settled.receivedNow(),
                            settled.disputed()));
                case LotSupplied supplied ->
                    counted.add(lots.counted(transaction, supplied.lotId(), supplied.quantities(), List.of()));
                case SupplyCorrected corrected ->
                    counted.add(lots.counted(transaction, corrected.lotId(), corrected.now(), List.of()));
                case DeviceRegistered _,
                        RegistrationCorrected _,
                        LotOffered _,
                        LotAccepted _,
                        LotDeclined _,
                        LotWithdrawn _,
                        PickupScheduled _,
                        PickupMoved _,
                        PickupCancelled _,
                        PickupPlanned _,
                        PickupUnplanned _,
                        LotLoaded _,
                        LotCollected _,
                        LotHandedOver _,
                        LotDelivered _,
                        LotCorrected _,
                        WorkshopCorrected _,
                        LotAssigned _,
                        GoodsReceived _,
                        GoodsHandedOver _,
                        GoodsRejoined _,
                        GoodsCounted _,
                        GoodsAnnounced _,
                        GoodsTakenOver _,
                        GoodsRecalled _,
                        GoodsDifferenceSettled _,
                        DeviceLost _,
                        LossCorrected _ -> {}
            }
        }
        return PipelinedStatements.answered(counted);
    }
}
