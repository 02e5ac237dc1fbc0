package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Pack.Returned;
import network.reuse.allocation.domain.Pack.Sold;
import network.reuse.allocation.persistence.Packs;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** The receipts of packs that were sold. */
@ApplicationScoped
public class FindReceipts {
    private final Reading reading;
    private final Packs packs;
    private final KnownOrganisations register;

    public FindReceipts(Reading reading, Packs packs, KnownOrganisations register) {
        this.reading = reading;
        this.packs = packs;
        this.register = register;
    }

    /** The receipt of a pack's sale; refused as unknown when it was not sold. */
    public Uni<Receipt> receipt(Caller caller, UUID packId) {
        return reading.as(caller, session -> packs.find(session, packId)).chain(pack -> {
            Sold sold = sale(pack.state());
            if (sold == null) {
                throw Refusals.unknown();
            }
            UUID sponsor = sold.attributes().sponsor();
            return register.names(Set.of(sponsor))
                    .map(names ->
                            receipt(pack, sold, Objects.requireNonNullElse(names.get(sponsor), sponsor.toString())));
        });
    }

    private static @Nullable Sold sale(Pack pack) {
        return switch (pack) {
            case Sold sold -> sold;
            case Returned returned -> returned.sale();
            case Pack.BackOrdered _, Pack.Reserved _, Pack.Released _, Pack.Delivered _, Pack.Corrected _ -> null;
        };
    }

    private static Receipt receipt(Stored<Pack> pack, Sold sold, String seller) {
        boolean isReturned = pack.state() instanceof Returned;
        return new Receipt(sold, seller, isReturned ? null : pack.occurredAt(), isReturned ? pack.occurredAt() : null);
    }
}
