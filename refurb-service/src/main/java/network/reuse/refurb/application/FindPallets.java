package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.refurb.domain.WantedPallets;
import network.reuse.refurb.persistence.Pallets;
import org.jspecify.annotations.Nullable;

/** What a caller may see of pallets. */
@ApplicationScoped
public class FindPallets {
    private final Reading reading;
    private final Pallets pallets;
    private final KnownOrganisations organisations;

    public FindPallets(Reading reading, Pallets pallets, KnownOrganisations organisations) {
        this.reading = reading;
        this.pallets = pallets;
        this.organisations = organisations;
    }

    /**
     * What is printed.
     *
     * @param names of the organisations that the register has
     */
    public record Manifest(PalletView pallet, Map<UUID, String> names) {
        public Manifest {
            names = Map.copyOf(names);
        }
    }

    public Uni<PalletView> pallet(Caller caller, UUID id) {
        return reading.as(caller, session -> pallets.find(session, id)).map(PalletView::of);
    }

    /** The same with what its parties are called. */
    public Uni<Manifest> manifest(Caller caller, UUID id) {
        return pallet(caller, id)
                .chain(pallet -> organisations
                        .names(Set.of(pallet.workshop(), pallet.ecoOrganism()))
                        .map(names -> new Manifest(pallet, names)));
    }

    public Uni<List<PalletView>> pallets(Caller caller, @Nullable UUID after, int limit, WantedPallets wanted) {
        return reading.as(caller, session -> pallets.page(session, after, limit, wanted))
                .map(page -> page.stream().map(PalletView::of).toList());
    }
}
