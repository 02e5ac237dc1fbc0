package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.refurb.domain.WantedDevices;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** What a caller may see of devices in workshops. */
@ApplicationScoped
public class FindDevices {
    private final Reading reading;
    private final Devices devices;

    public FindDevices(Reading reading, Devices devices) {
        this.reading = reading;
        this.devices = devices;
    }

    public Uni<DeviceView> device(Caller caller, UUID id) {
        return reading.as(caller, session -> devices.find(session, id)).map(DeviceView::of);
    }

    public Uni<List<DeviceView>> devices(Caller caller, @Nullable UUID after, int limit, WantedDevices wanted) {
        return reading.as(caller, session -> devices.page(session, after, limit, wanted))
                .map(page -> page.stream().map(DeviceView::of).toList());
    }
}
