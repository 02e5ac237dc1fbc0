package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Hardware;
import network.reuse.allocation.domain.WantedDevices;
import network.reuse.allocation.persistence.DeviceHardware;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a caller may see of devices that left a workshop. */
@ApplicationScoped
public class FindStock {
    private final Reading reading;
    private final Stock stock;
    private final DeviceHardware hardware;
    private final KnownOrganisations register;

    public FindStock(Reading reading, Stock stock, DeviceHardware hardware, KnownOrganisations register) {
        this.reading = reading;
        this.stock = stock;
        this.hardware = hardware;
        this.register = register;
    }

    public Uni<DeviceView> device(Caller caller, UUID id) {
        return reading.as(caller, session -> stock.find(session, id).chain(found -> equipped(session, List.of(found))))
                .chain(this::shown)
                .map(List::getFirst);
    }

    public Uni<List<DeviceView>> devices(Caller caller, @Nullable UUID after, int limit, WantedDevices wanted) {
        return reading.as(
                        caller,
                        session -> stock.page(session, after, limit, wanted).chain(page -> equipped(session, page)))
                .chain(this::shown);
    }

    /** Devices, and what was found in them. */
    private record Found(List<Stored<Device>> devices, Map<UUID, Hardware> hardware) {}

    private Uni<Found> equipped(Mutiny.StatelessSession session, List<Stored<Device>> devices) {
        return hardware.of(session, devices.stream().map(Stored::id).toList()).map(its -> new Found(devices, its));
    }

    /** Each with what its organisations are called. */
    private Uni<List<DeviceView>> shown(Found found) {
        Set<UUID> organisations = found.devices().stream()
                .flatMap(one -> DeviceView.organisations(one.state()))
                .collect(Collectors.toSet());
        return register.names(organisations)
                .map(names -> found.devices().stream()
                        .map(one -> DeviceView.of(one, names, found.hardware().get(one.id())))
                        .toList());
    }
}
