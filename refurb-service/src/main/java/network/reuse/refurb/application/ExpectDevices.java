package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
import network.reuse.contracts.Decision;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SupplyCondition;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.inbox.Rounds;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceAttributes;
import network.reuse.refurb.persistence.Devices;

/** Registered devices are expected at their workshops, as their registrations say since they were corrected. */
@ApplicationScoped
public class ExpectDevices {
    private final BusinessClock clock;

    public ExpectDevices(BusinessClock clock) {
        this.clock = clock;
    }

    public Future<?> expect(SqlConnection transaction, List<Published<CollectionEvent>> events) {
        List<Creation<Device, RefurbEvent>> expected = new ArrayList<>();
        List<Correction> corrections = new ArrayList<>();
        for (Published<CollectionEvent> event : events) {
            switch (event.fact()) {
                case DeviceRegistered registered -> expected.add(expected(event.envelope(), registered));
                case RegistrationCorrected corrected -> corrections.add(new Correction(event.envelope(), corrected));
                case LotOffered _,
                        LotAccepted _,
                        LotAssigned _,
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
                        LotTakenOver _,
                        LotDelivered _,
                        LotReceived _,
                        LotSupplied _,
                        SupplyCorrected _,
                        DiscrepancySettled _,
                        LotCorrected _,
                        WorkshopCorrected _,
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
        if (expected.isEmpty() && corrections.isEmpty()) {
            return Future.succeededFuture();
        }
        Cause cause = Cause.of(events.getFirst().envelope(), clock.now());
        return Devices.TABLE
                .createMissing(transaction, expected, cause)
                .compose(_ -> Rounds.apply(
                        corrections,
                        correction -> correction.fact().deviceId(),
                        round -> correctOnceEach(transaction, round, cause)));
    }

    private static Future<Void> correctOnceEach(SqlConnection transaction, List<Correction> round, Cause cause) {
        Map<UUID, Correction> corrections = new HashMap<>();
        round.forEach(correction -> corrections.put(correction.fact().deviceId(), correction));
        return Devices.TABLE.loadAll(transaction, corrections.keySet()).compose(found -> {
            List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
            for (Stored<Device> stored : found.values()) {
                Correction correction = Objects.requireNonNull(corrections.get(stored.id()));
                RegistrationCorrected fact = correction.fact();
                Device next = stored.state()
                        .registeredAs(stored.state()
                                .attributes()
                                .corrected(
                                        fact.category(),
                                        fact.manufacturer(),
                                        fact.model(),
                                        fact.serialNumber(),
                                        fact.partnerRef()));
                if (!next.equals(stored.state())) {
                    changes.add(new Change<>(
                            stored, Decision.of(next), correction.envelope().occurredAt()));
                }
            }
            return Devices.TABLE.changeAll(transaction, changes, cause).mapEmpty();
        });
    }

    /** A registration that was wrong. */
    private record Correction(Envelope envelope, RegistrationCorrected fact) {}

    private static Creation<Device, RefurbEvent> expected(Envelope envelope, DeviceRegistered registered) {
        Device device = Device.expect(attributes(envelope, registered));
        return new Creation<>(registered.deviceId(), Decision.of(device), envelope.occurredAt());
    }

    private static DeviceAttributes attributes(Envelope envelope, DeviceRegistered registered) {
        Integer epoch = envelope.epoch();
        DonorKind donorKind = envelope.donorKind();
        if (epoch == null || donorKind == null) {
            throw new IllegalArgumentException("a registration names its epoch and its donor's kind");
        }
        return new DeviceAttributes(
                registered.deviceId(),
                registered.code(),
                registered.lotId(),
                registered.category(),
                registered.manufacturer(),
                registered.model(),
                registered.serialNumber(),
                registered.donor(),
                donorKind,
                registered.workshop(),
                envelope.parties(),
                envelope.territory(),
                envelope.env(),
                epoch,
                registered.partnerRef(),
                registered.supplied() == SupplyCondition.NEW ? true : null);
    }
}
