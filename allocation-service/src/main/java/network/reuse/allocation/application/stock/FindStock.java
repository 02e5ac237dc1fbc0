package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.WantedDevices;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What a caller may see of devices that left a workshop. */
@ApplicationScoped
public class FindStock {
    private final Reading reading;
    private final Stock stock;

    public FindStock(Reading reading, Stock stock) {
        this.reading = reading;
        this.stock = stock;
    }

    public Uni<DeviceView> device(Caller caller, UUID id) {
        return reading.as(caller, session -> stock.find(session, id)).map(DeviceView::of);
    }

    public Uni<List<DeviceView>> devices(Caller caller, @Nullable UUID after, int limit, WantedDevices wanted) {
        return reading.as(caller, session -> stock.page(session, after, limit, wanted))
                .map(page -> page.stream().map(DeviceView::of).toList());
    }
}
