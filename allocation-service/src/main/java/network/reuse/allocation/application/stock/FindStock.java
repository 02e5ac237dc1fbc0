package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.WantedDevices;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a caller may see of devices that left a workshop. */
@ApplicationScoped
public class FindStock {
    private final Reading reading;
    private final Stock stock;
    private final KnownOrganisations register;

    public FindStock(Reading reading, Stock stock, KnownOrganisations register) {
        this.reading = reading;
        this.stock = stock;
        this.register = register;
    }

    public Uni<DeviceView> device(Caller caller, UUID id) {
        return reading.as(caller, session -> stock.find(session, id))
                .chain(found -> shown(List.of(found)))
                .map(List::getFirst);
    }

    public Uni<List<DeviceView>> devices(Caller caller, @Nullable UUID after, int limit, WantedDevices wanted) {
        return reading.as(caller, session -> stock.page(session, after, limit, wanted))
                .chain(this::shown);
    }

    /** Each with what its organisations are called. */
    private Uni<List<DeviceView>> shown(List<Stored<Device>> found) {
        Set<UUID> organisations = found.stream()
                .flatMap(one -> DeviceView.organisations(one.state()))
                .collect(Collectors.toSet());
        return register.names(organisations)
                .map(names ->
                        found.stream().map(one -> DeviceView.of(one, names)).toList());
    }
}
