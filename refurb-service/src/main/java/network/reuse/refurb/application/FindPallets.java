package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.refurb.domain.WantedPallets;
import network.reuse.refurb.persistence.Pallets;
import org.jspecify.annotations.Nullable;

/** What a caller may see of pallets. */
@ApplicationScoped
public class FindPallets {
    private final Reading reading;
    private final Pallets pallets;

    public FindPallets(Reading reading, Pallets pallets) {
        this.reading = reading;
        this.pallets = pallets;
    }

    public Uni<PalletView> pallet(Caller caller, UUID id) {
        return reading.as(caller, session -> pallets.find(session, id)).map(PalletView::of);
    }

    public Uni<List<PalletView>> pallets(Caller caller, @Nullable UUID after, int limit, WantedPallets wanted) {
        return reading.as(caller, session -> pallets.page(session, after, limit, wanted))
                .map(page -> page.stream().map(PalletView::of).toList());
    }
}
