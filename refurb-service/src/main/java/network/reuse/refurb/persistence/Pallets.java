package network.reuse.refurb.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.WantedPallets;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every pallet of scrapped devices. */
@ApplicationScoped
public class Pallets {
    public static final AggregateTable<Pallet, RefurbEvent> TABLE = new AggregateTable<>(
            "pallet",
            "pallet",
            Publisher.REFURB,
            StateCodec.of(Pallet.class),
            pallet -> new Visibility(
                    pallet.attributes().parties(),
                    pallet.owners(),
                    pallet.attributes().territory(),
                    pallet.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", pallet -> pallet.attributes().code()),
                    new AggregateTable.Column<>(
                            "workshop",
                            "uuid",
                            pallet -> pallet.attributes().workshop().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", pallet -> pallet.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", pallet -> pallet.attributes().partnerRef()),
                    AggregateTable.Column.form("slip_form", Pallets::slipRef)));

    private static @Nullable String slipRef(Pallet pallet) {
        return switch (pallet) {
            case Pallet.Open _, Pallet.Cancelled _ -> null;
            case Pallet.Departed departed -> departed.departure().slipRef();
            case Pallet.Received received -> received.departure().slipRef();
            case Pallet.Treated treated -> treated.departure().slipRef();
        };
    }

    /** The pallet; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Pallet>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(PalletRow.class, id).map(PalletRow::found);
    }

    /** The pallets after this id that are wanted, oldest first. */
    public Uni<List<Stored<Pallet>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedPallets wanted) {
        return ListQuery.of("pallet")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .withForm("slip_form", wanted.slipRef())
                .since(wanted.changedSince())
                .page(session, PalletRow.class, after, limit)
                .map(rows -> rows.stream().map(PalletRow::stored).toList());
    }
}
