package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.PalletAttributes;
import network.reuse.refurb.domain.WasteCode;
import network.reuse.refurb.persistence.Pallets;
import org.jspecify.annotations.Nullable;

/** A workshop opens a pallet for an eco-organism, or gives an empty one up. */
@ApplicationScoped
public class OpenPallet {
    private final Commit commit;
    private final CodeNumbers codes;
    private final KnownOrganisations register;

    public OpenPallet(Commit commit, CodeNumbers codes, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.register = register;
    }

    public Uni<Answer> open(
            Command command,
            UUID ecoOrganism,
            String wasteCode,
            String commune,
            @Nullable String partnerRef,
            @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        Territory territory = Geography.requireTerritory(commune, "/commune");
        String code =
                WasteCode.find(wasteCode).orElseThrow(() -> unknown(wasteCode)).code();
        return register.requireAble(ecoOrganism, Roles.ECO_ORGANISM, "/ecoOrganism")
                .chain(() -> codes.take('S', 1))
                .chain(taken -> {
                    UUID id = Ids.next();
                    PalletAttributes attributes = new PalletAttributes(
                            id,
                            taken.getFirst(),
                            command.caller().organisation(),
                            ecoOrganism,
                            code,
                            territory,
                            command.caller().env(),
                            partnerRef);
                    return commit.create(
                            command,
                            Pallets.TABLE,
                            new Creation<>(id, Pallet.open(attributes), occurred),
                            PalletView::of);
                });
    }

    private static Refusal unknown(String said) {
        String known = WasteCode.ALL.stream().map(WasteCode::code).collect(Collectors.joining(", "));
        return Refusal.invalid(
                "/wasteCode",
                "not_one_of",
                "« " + said + " » n'est pas un code déchet d'une palette ; au choix : " + known + ".",
                "\"" + said + "\" is no waste code of a pallet; one of: " + known + ".");
    }

    /** It is not used; it is empty. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Pallets.TABLE,
                id,
                occurredAt,
                pallet -> switch (pallet) {
                    case Pallet.Open open -> open.cancel(reason);
                    default -> throw pallet.illegal();
                },
                PalletView::of);
    }
}
