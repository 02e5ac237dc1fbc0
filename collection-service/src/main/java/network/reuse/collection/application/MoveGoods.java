package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import network.reuse.collection.domain.Goods;
import network.reuse.collection.domain.Goods.Difference;
import network.reuse.collection.domain.Goods.InStock;
import network.reuse.collection.domain.Goods.OnTheWay;
import network.reuse.collection.persistence.CountedGoods;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** Counted goods go from hand to hand by two signatures, and their counts are put right. */
@ApplicationScoped
public class MoveGoods {
    private final Commit commit;
    private final CodeNumbers codes;
    private final KnownOrganisations register;

    public MoveGoods(Commit commit, CodeNumbers codes, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.register = register;
    }

    /** What is sent to whom. */
    public record Shipment(
            UUID recipient, int count, @Nullable String partnerRef) {}

    /** Goods and those that they are a part of. */
    private record Read(Stored<Goods> part, Stored<Goods> whole) {}

    /** The holder sends a part of what it has, which the answer shows as goods of their own. */
    public Uni<Answer> handOver(VersionedCommand command, UUID id, Shipment shipment, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return register.requireAble(shipment.recipient(), Roles.PROGRAMME_MANAGER, "/recipient")
                .chain(() -> codes.take('G', 1))
                .chain(code -> commit.change(command, CountedGoods.TABLE, id, stored -> {
                    InStock held = inStock(stored.state());
                    requireActor(command, held.holder());
                    UUID part = Ids.next();
                    Change<Goods, CollectionEvent> change =
                            Change.recorded(stored, held.handOver(part, shipment.recipient(), shipment.count()), time);
                    Creation<Goods, CollectionEvent> creation = new Creation<>(
                            part,
                            Goods.part(
                                    held,
                                    part,
                                    code.getFirst(),
                                    shipment.recipient(),
                                    shipment.count(),
                                    shipment.partnerRef()),
                            change.occurredAt());
                    return Plan.showing(creation, GoodsView::of)
                            .changing(CountedGoods.TABLE, List.of(change))
                            .creating(CountedGoods.TABLE, List.of(creation));
                }));
    }

    /** The recipient has them, and counts them. */
    public Uni<Answer> takeOver(VersionedCommand command, UUID id, int counted, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                CountedGoods.TABLE,
                id,
                occurredAt,
                state -> {
                    if (!(state instanceof OnTheWay onTheWay)) {
                        throw state.illegal();
                    }
                    requireActor(command, onTheWay.recipient());
                    return onTheWay.takeOver(counted);
                },
                GoodsView::of);
    }

    /** They did not leave after all: they are again among what the sender has. */
    public Uni<Answer> recall(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            Goods state = read.part().state();
            if (!(state instanceof OnTheWay onTheWay)) {
                throw state.illegal();
            }
            requireActor(command, onTheWay.sender());
            Decision<Goods, CollectionEvent> back =
                    inStock(read.whole().state()).rejoin(read.part().id(), onTheWay.sent(), reason);
            return Plan.change(
                            CountedGoods.TABLE,
                            Change.recorded(read.part(), onTheWay.recall(reason), time),
                            GoodsView::of)
                    .changing(CountedGoods.TABLE, List.of(Change.following(read.whole(), back, time.at())));
        });
    }

    /** The sender says what became of what the recipient counted otherwise. */
    public Uni<Answer> settle(
            VersionedCommand command,
            UUID id,
            DiscrepancyOutcome outcome,
            String reason,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            InStock held = inStock(read.part().state());
            Decision<Goods, CollectionEvent> settled = held.settle(outcome, reason);
            Difference difference = Objects.requireNonNull(held.difference(), "what is settled was a difference");
            requireActor(command, difference.sender());
            Plan plan = Plan.change(CountedGoods.TABLE, Change.recorded(read.part(), settled, time), GoodsView::of);
            return outcome == DiscrepancyOutcome.FOUND
                    ? plan.changing(
                            CountedGoods.TABLE,
                            List.of(Change.following(
                                    read.whole(),
                                    inStock(read.whole().state())
                                            .rejoin(read.part().id(), difference.missed(), reason),
                                    time.at())))
                    : plan;
        });
    }

    /** A stock-taking found another count. */
    public Uni<Answer> count(
            VersionedCommand command, UUID id, int found, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                CountedGoods.TABLE,
                id,
                occurredAt,
                state -> {
                    InStock held = inStock(state);
                    requireActor(command, held.holder());
                    return held.count(found, reason);
                },
                GoodsView::of);
    }

    private Uni<Answer> change(VersionedCommand command, UUID id, Commit.Decides<Read> decides) {
        return commit.change(
                command,
                CountedGoods.TABLE,
                (connection, _) -> read(connection, id, command.caller().organisation()),
                Read::part,
                decides);
    }

    /**
     * The part and the whole. Whoever did not send the part may not see the whole, and none of what changes both is its move: the
     * part stands for the whole then, as it does where it is none.
     */
    private Future<Read> read(SqlConnection connection, UUID id, UUID caller) {
        return CountedGoods.TABLE.require(connection, id).compose(part -> {
            UUID whole = part.state().attributes().partOf();
            return whole == null || !part.state().attributes().registrar().equals(caller)
                    ? Future.succeededFuture(new Read(part, part))
                    : CountedGoods.TABLE.lock(connection, whole).map(locked -> new Read(part, locked));
        });
    }

    private static InStock inStock(Goods state) {
        if (state instanceof InStock held) {
            return held;
        }
        throw state.illegal();
    }

    /** Sender and recipient own goods together for a while; each has moves that the other has not. */
    private static void requireActor(VersionedCommand command, UUID organisation) {
        if (!command.caller().organisation().equals(organisation)) {
            throw Refusals.notYours();
        }
    }
}
