package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.LotAttributes;
import network.reuse.collection.domain.Purchase;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.contracts.Siret;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/**
 * An organisation receives what it bought. Its supplier need not be in the register: it is known by its SIRET then, under the same
 * id each time. Nobody gave it, so its devices have neither the price cap of a public donor nor a donor that reports them.
 */
@ApplicationScoped
public class SupplyLot {
    private final Commit commit;
    private final CodeNumbers codes;
    private final KnownOrganisations register;

    public SupplyLot(Commit commit, CodeNumbers codes, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.register = register;
    }

    /**
     * Records it.
     *
     * @param supplier in the register; null where the purchase names it
     * @param workshop where its devices are received; the caller where it is null
     */
    public Uni<Answer> supply(
            Command command,
            @Nullable UUID supplier,
            Purchase purchase,
            @Nullable UUID workshop,
            String commune,
            List<Quantity> quantities,
            @Nullable String partnerRef,
            @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        Territory territory = Geography.requireTerritory(commune, "/commune");
        UUID buyer = command.caller().organisation();
        UUID receives = workshop == null ? buyer : workshop;
        UUID soldBy = supplier == null ? named(purchase) : supplier;
        return (supplier == null ? Uni.createFrom().voidItem() : register.require(supplier, "/supplier"))
                .chain(() -> register.requireAble(receives, Roles.REFURBISHER, "/workshop"))
                .chain(() -> codes.take('L', 1))
                .chain(code -> {
                    UUID id = Ids.next();
                    LotAttributes attributes = new LotAttributes(
                            id,
                            code.getFirst(),
                            soldBy,
                            DonorKind.COMPANY,
                            buyer,
                            territory,
                            command.caller().env(),
                            partnerRef,
                            null);
                    return commit.create(
                            command,
                            Lots.TABLE,
                            new Creation<>(id, Lot.supply(attributes, quantities, receives, purchase), occurred),
                            LotView::of);
                });
    }

    /** The id of a supplier that the register does not know: the same for the same SIRET. */
    private static UUID named(Purchase purchase) {
        List<Refusal.Fault> faults = new ArrayList<>();
        if (purchase.supplierName() == null) {
            faults.add(unnamed("/supplierName"));
        }
        if (purchase.siret() == null) {
            faults.add(unnamed("/supplierSiret"));
        }
        if (purchase.siret() == null || !faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        String siret = Siret.given(purchase.siret(), "/supplierSiret").number();
        return UUID.nameUUIDFromBytes(("siret:" + siret).getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal.Fault unnamed(String pointer) {
        return new Refusal.Fault(
                pointer,
                "supplier_missing",
                "Nommez le fournisseur : « supplier » s'il est au registre, sinon « supplierName » et « supplierSiret ».",
                "Name the supplier: \"supplier\" where it is in the register, else \"supplierName\" and"
                        + " \"supplierSiret\".");
    }
}
