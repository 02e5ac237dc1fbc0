package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.collection.domain.Goods;
import network.reuse.collection.domain.GoodsAttributes;
import network.reuse.collection.domain.GoodsCondition;
import network.reuse.collection.domain.GoodsKind;
import network.reuse.collection.persistence.CountedGoods;
import network.reuse.collection.persistence.GoodsKinds;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Geography;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** An organisation receives goods from a donor, and counts them. */
@ApplicationScoped
public class ReceiveGoods {
    private final Commit commit;
    private final CodeNumbers codes;
    private final KnownOrganisations register;
    private final GoodsKinds kinds;

    public ReceiveGoods(Commit commit, CodeNumbers codes, KnownOrganisations register, GoodsKinds kinds) {
        this.commit = commit;
        this.codes = codes;
        this.register = register;
        this.kinds = kinds;
    }

    /**
     * What arrived.
     *
     * @param kind the code of a {@link GoodsKind}
     */
    public record Delivery(UUID donor, String kind, GoodsCondition condition, int count, String commune) {}

    public Uni<Answer> receive(
            Command command, Delivery delivery, @Nullable String partnerRef, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        Territory territory = Geography.requireTerritory(delivery.commune(), "/commune");
        return register.require(delivery.donor(), "/donor")
                .chain(() -> register.kinds(List.of(delivery.donor())))
                .chain(donors -> codes.take('G', 1)
                        .chain(code -> commit.write(
                                command, Unversioned.CREATES, (connection, _) -> kinds.all(connection), known -> {
                                    requireCountable(delivery, known);
                                    UUID id = Ids.next();
                                    UUID holder = command.caller().organisation();
                                    GoodsAttributes attributes = new GoodsAttributes(
                                            id,
                                            code.getFirst(),
                                            delivery.donor(),
                                            kind(donors, delivery.donor()).asDonor(),
                                            delivery.kind(),
                                            delivery.condition(),
                                            holder.equals(delivery.donor())
                                                    ? Set.of(holder)
                                                    : Set.of(holder, delivery.donor()),
                                            territory,
                                            command.caller().env(),
                                            null,
                                            holder,
                                            partnerRef);
                                    Creation<Goods, CollectionEvent> creation = new Creation<>(
                                            id, Goods.receive(attributes, holder, delivery.count()), occurred);
                                    return Plan.create(CountedGoods.TABLE, creation, GoodsView::of);
                                })));
    }

    private static OrganisationKind kind(Map<UUID, OrganisationKind> kinds, UUID donor) {
        OrganisationKind kind = kinds.get(donor);
        if (kind == null) {
            throw new IllegalStateException("the donor was in the register a moment ago");
        }
        return kind;
    }

    /** A kind that there is; a used medium has a serial number, by which its erasure is proven. */
    private static void requireCountable(Delivery delivery, List<GoodsKind> known) {
        GoodsKind kind = known.stream()
                .filter(one -> one.code().equals(delivery.kind()))
                .findFirst()
                .orElseThrow(() -> unknown(delivery.kind(), known));
        if (kind.medium() && delivery.condition() == GoodsCondition.USED) {
            throw Refusal.invalid(
                    "/condition",
                    "used_medium",
                    "Un support usagé peut contenir des données : il n'est pas compté, mais suivi par son numéro de série, avec"
                            + " un appareil de l'atelier (…/media), et effacé ou détruit.",
                    "A used medium may hold data: it is not counted but followed by its serial number, with a device at a"
                            + " workshop (…/media), and erased or destroyed.");
        }
    }

    private static Refusal unknown(String said, List<GoodsKind> known) {
        String codes = known.stream().map(GoodsKind::code).collect(Collectors.joining(", "));
        return Refusal.invalid(
                "/kind",
                "not_one_of",
                "« " + said + " » n'est pas une sorte de biens ; au choix : " + codes + ".",
                "\"" + said + "\" is no kind of goods; one of: " + codes + ".");
    }
}
