package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.WantedDevices;
import network.reuse.collection.domain.WantedLots;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What a caller may see of lots and devices. */
@ApplicationScoped
public class FindLots {
    private final Reading reading;
    private final Lots lots;
    private final Devices devices;

    public FindLots(Reading reading, Lots lots, Devices devices) {
        this.reading = reading;
        this.lots = lots;
        this.devices = devices;
    }

    public Uni<LotView> lot(Caller caller, UUID id) {
        return reading.as(caller, session -> lots.find(session, id)).map(LotView::of);
    }

    /** The paper that goes with a lot; refused while its counts differ. */
    public Uni<TransferSlip> slip(Caller caller, UUID id) {
        return reading.as(caller, session -> lots.find(session, id)).map(TransferSlip::of);
    }

    public Uni<List<LotView>> lots(Caller caller, @Nullable UUID after, int limit, WantedLots wanted) {
        return reading.as(caller, session -> lots.page(session, after, limit, wanted))
                .map(page -> page.stream().map(LotView::of).toList());
    }

    public Uni<DeviceView> device(Caller caller, UUID id) {
        return reading.as(caller, session -> devices.find(session, id)).map(DeviceView::of);
    }

    public Uni<List<DeviceView>> devices(Caller caller, @Nullable UUID after, int limit, WantedDevices wanted) {
        return reading.as(caller, session -> devices.page(session, after, limit, wanted))
                .map(page -> page.stream().map(DeviceView::of).toList());
    }

    public Uni<List<DeviceView>> devices(Caller caller, UUID lotId, @Nullable UUID after, int limit) {
        return reading.as(
                        caller,
                        session -> lots.find(session, lotId)
                                .chain(_ -> devices.page(
                                        session, after, limit, new WantedDevices(null, null, null, null, lotId, null))))
                .map(page -> page.stream().map(DeviceView::of).toList());
    }
}
