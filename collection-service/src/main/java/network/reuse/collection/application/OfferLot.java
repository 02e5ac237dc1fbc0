package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.LotAttributes;
import network.reuse.collection.domain.Site;
import network.reuse.collection.persistence.Lots;
import network.reuse.collection.persistence.Sites;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Geography;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** A donor offers a lot to a recipient, both of them in the register. */
@ApplicationScoped
public class OfferLot {
    private final Commit commit;
    private final CodeNumbers codes;
    private final KnownOrganisations register;

    public OfferLot(Commit commit, CodeNumbers codes, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.register = register;
    }

    public Uni<Answer> offer(
            Command command,
            UUID recipient,
            String commune,
            List<Quantity> quantities,
            @Nullable UUID site,
            @Nullable String partnerRef,
            @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        Territory territory = Geography.requireTerritory(commune, "/commune");
        UUID donor = command.caller().organisation();
        return register.kinds(List.of(donor, recipient)).chain(kinds -> {
            OrganisationKind kind = registered(kinds, donor, recipient);
            return codes.take('L', 1).chain(code -> {
                UUID id = Ids.next();
                LotAttributes attributes = new LotAttributes(
                        id,
                        code.getFirst(),
                        donor,
                        kind.asDonor(),
                        recipient,
                        territory,
                        command.caller().env(),
                        partnerRef,
                        site);
                Creation<Lot, CollectionEvent> offered =
                        new Creation<>(id, Lot.offer(attributes, quantities), occurred);
                return site == null
                        ? commit.create(command, Lots.TABLE, offered, LotView::of)
                        : commit.write(
                                command,
                                Unversioned.CREATES,
                                (connection, _) -> Sites.named(connection, site),
                                found -> {
                                    requireThere(found, territory);
                                    return Plan.create(Lots.TABLE, offered, LotView::of);
                                });
            });
        });
    }

    /** Refuses a site that the donor does not have, or that lies in another commune. */
    private static void requireThere(Optional<Stored<Site>> site, Territory territory) {
        Site.Open open = site.map(Stored::state)
                .filter(Site.Open.class::isInstance)
                .map(Site.Open.class::cast)
                .orElseThrow(Sites::notOfDonor);
        if (!open.attributes().territory().equals(territory)) {
            throw Refusal.invalid(
                    "/commune",
                    "commune_of_another_site",
                    "Ce site est dans une autre commune.",
                    "This site lies in another commune.");
        }
    }

    private static OrganisationKind registered(Map<UUID, OrganisationKind> kinds, UUID donor, UUID recipient) {
        List<Refusal.Fault> faults = new ArrayList<>();
        OrganisationKind kind = kinds.get(donor);
        if (kind == null) {
            faults.add(new Refusal.Fault(
                    "/",
                    "donor_not_registered",
                    "Votre organisation n'est pas encore au registre du réseau ; l'administration l'y inscrit.",
                    "Your organisation is not in the network's register yet; the administration enters it."));
        }
        if (!kinds.containsKey(recipient)) {
            faults.add(new Refusal.Fault(
                    "/recipient",
                    "recipient_not_registered",
                    "Cette organisation n'est pas au registre du réseau.",
                    "This organisation is not in the network's register."));
        }
        if (kind == null || !faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return kind;
    }
}
