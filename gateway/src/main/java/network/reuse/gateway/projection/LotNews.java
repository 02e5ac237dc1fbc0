package network.reuse.gateway.projection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Territory;

/**
 * What an event says of a lot's quantities; a quantity only ever adds up, so both figures of its cell are the same. An offer that
 * is declined or withdrawn was none, and of what is disputed counts what is settled. Devices that a workshop receives count one by
 * one, so a lot that it receives adds nothing to them. What was bought was neither
 * offered nor collected.
 */
final class LotNews {
    private LotNews() {}

    /**
     * What an event adds.
     *
     * @param offered what the lot was offered with, as far as it is known
     */
    static Map<CounterCell, Count> counted(Envelope envelope, CollectionEvent fact, List<Quantity> offered) {
        Map<CounterCell, Count> counted = new HashMap<>();
        if (envelope.env() != Environment.LIVE) {
            return counted;
        }
        Territory territory = envelope.territory();
        switch (fact) {
            case CollectionEvent.LotOffered e -> add(counted, territory, Stage.OFFERED, e.quantities(), 1);
            case CollectionEvent.LotAccepted e -> add(counted, territory, Stage.AGREED, e.quantities(), 1);
            case CollectionEvent.LotDeclined _ -> add(counted, territory, Stage.OFFERED, offered, -1);
            case CollectionEvent.LotWithdrawn e -> {
                add(counted, territory, Stage.OFFERED, offered, -1);
                add(counted, territory, Stage.AGREED, e.agreed(), -1);
            }
            case CollectionEvent.LotCollected e -> add(counted, territory, Stage.COLLECTED, e.quantities(), 1);
            case CollectionEvent.LotTakenOver e -> add(counted, territory, Stage.COLLECTED, e.quantities(), 1);
            case CollectionEvent.DiscrepancySettled e -> {
                add(counted, territory, Stage.COLLECTED, of(e.category(), e.collectedBefore()), -1);
                add(counted, territory, Stage.COLLECTED, of(e.category(), e.collectedNow()), 1);
            }
            case CollectionEvent.LotCorrected e -> {
                add(counted, territory, Stage.COLLECTED, e.before(), -1);
                add(counted, territory, Stage.COLLECTED, e.now(), 1);
            }
            case CollectionEvent.PickupScheduled _,
                    CollectionEvent.PickupMoved _,
                    CollectionEvent.PickupCancelled _,
                    CollectionEvent.PickupPlanned _,
                    CollectionEvent.PickupUnplanned _,
                    CollectionEvent.LotAssigned _,
                    CollectionEvent.LotLoaded _,
                    CollectionEvent.LotHandedOver _,
                    CollectionEvent.LotDelivered _,
                    CollectionEvent.LotReceived _,
                    CollectionEvent.LotSupplied _,
                    CollectionEvent.SupplyCorrected _,
                    CollectionEvent.WorkshopCorrected _,
                    CollectionEvent.DeviceRegistered _,
                    CollectionEvent.RegistrationCorrected _,
                    CollectionEvent.DeviceLost _,
                    CollectionEvent.LossCorrected _,
                    CollectionEvent.GoodsReceived _,
                    CollectionEvent.GoodsHandedOver _,
                    CollectionEvent.GoodsRejoined _,
                    CollectionEvent.GoodsCounted _,
                    CollectionEvent.GoodsAnnounced _,
                    CollectionEvent.GoodsTakenOver _,
                    CollectionEvent.GoodsRecalled _,
                    CollectionEvent.GoodsDifferenceSettled _ -> {}
        }
        return counted;
    }

    private static List<Quantity> of(DeviceCategory category, int count) {
        return List.of(new Quantity(category, count));
    }

    private static void add(
            Map<CounterCell, Count> counted, Territory territory, Stage stage, List<Quantity> quantities, int sign) {
        for (Quantity quantity : quantities) {
            long count = (long) sign * quantity.count();
            counted.merge(
                    new CounterCell.Devices(territory.region(), territory.department(), stage, quantity.category()),
                    new Count(count, count),
                    Count::plus);
        }
    }
}
