package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.register.KnownOrganisations;

/** What stands on the paper that goes with a lot: the slip, the devices that are registered, and what its parties are called. */
@ApplicationScoped
public class PrintTransferSlip {
    private final FindLots find;
    private final KnownOrganisations organisations;

    public PrintTransferSlip(FindLots find, KnownOrganisations organisations) {
        this.find = find;
        this.organisations = organisations;
    }

    /**
     * What is printed.
     *
     * @param devices those that are registered, as far as they were asked for
     * @param isWhole whether these are all
     * @param names of the organisations that the register has
     */
    public record Contents(TransferSlip slip, List<DeviceView> devices, boolean isWhole, Map<UUID, String> names) {
        public Contents {
            devices = List.copyOf(devices);
            names = Map.copyOf(names);
        }
    }

    /** The contents, with so many devices at most; refused while the lot's counts differ. */
    public Uni<Contents> of(Caller caller, UUID lot, int most) {
        return find.slip(caller, lot)
                .chain(slip -> find.devices(caller, lot, null, most + 1)
                        .chain(devices -> organisations
                                .names(parties(slip))
                                .map(names -> new Contents(
                                        slip,
                                        devices.subList(0, Math.min(most, devices.size())),
                                        devices.size() <= most,
                                        names))));
    }

    private static Set<UUID> parties(TransferSlip slip) {
        Set<UUID> parties = new HashSet<>(List.of(slip.donor(), slip.carrier(), slip.workshop()));
        slip.settlements().forEach(settlement -> {
            parties.add(settlement.by());
            parties.add(settlement.saidBy());
        });
        return parties;
    }
}
