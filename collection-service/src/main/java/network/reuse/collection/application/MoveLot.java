package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** An accepted lot is fetched: a carrier is booked, says what it loaded, and the donor confirms it. */
@ApplicationScoped
public class MoveLot {
    private final Commit commit;
    private final KnownOrganisations register;
    private final Lots lots;

    public MoveLot(Commit commit, KnownOrganisations register, Lots lots) {
        this.commit = commit;
        this.register = register;
        this.lots = lots;
    }

    /** The recipient books a carrier, or books again. */
    public Uni<Answer> schedule(
            VersionedCommand command,
            UUID id,
            UUID carrier,
            Instant from,
            Instant until,
            @Nullable Instant occurredAt) {
        return register.requireAble(carrier, Roles.CARRIER, "/carrier")
                .chain(() -> commit.change(
                        command,
                        Lots.TABLE,
                        id,
                        occurredAt,
                        lot -> {
                            AnswerOffer.recipient(command.caller(), lot);
                            return switch (lot) {
                                case Accepted accepted -> accepted.schedule(carrier, from, until);
                                case PickupBooked booked -> booked.schedule(carrier, from, until);
                                default -> throw lot.illegal();
                            };
                        },
                        LotView::of));
    }

    /** The carrier says what it loaded, or counts again. */
    public Uni<Answer> load(VersionedCommand command, UUID id, List<Quantity> loaded, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Lots.TABLE,
                id,
                occurredAt,
                lot -> switch (lot) {
                    case PickupBooked booked -> {
                        Parties.require(command.caller(), booked.carrier(), "le transporteur", "the carrier");
                        yield booked.load(loaded);
                    }
                    case Loaded before -> {
                        Parties.require(command.caller(), before.carrier(), "le transporteur", "the carrier");
                        yield before.load(loaded);
                    }
                    default -> throw lot.illegal();
                },
                LotView::of);
    }

    /** The donor confirms what left: the lot is collected. */
    public Uni<Answer> confirm(
            VersionedCommand command, UUID id, List<Quantity> counted, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Lots.TABLE,
                id,
                occurredAt,
                lot -> {
                    Parties.require(command.caller(), lot.attributes().donor(), "le donateur", "the donor");
                    return switch (lot) {
                        case Loaded loaded -> loaded.confirm(counted);
                        default -> throw lot.illegal();
                    };
                },
                LotView::of);
    }

    /** What is locked of a lot: the lot, and how many of each category are registered of it. */
    private record Locked(Stored<Lot> lot, Optional<Map<DeviceCategory, Integer>> registered) {}

    private Future<Locked> lock(SqlConnection connection, UUID id) {
        return lots.lock(connection, id)
                .compose(registered -> Lots.TABLE.require(connection, id).map(lot -> new Locked(lot, registered)));
    }

    /** A party of the lot corrects what was collected, with its reason; never below what is registered of it. */
    public Uni<Answer> correct(
            VersionedCommand command, UUID id, List<Quantity> now, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Lots.TABLE, (connection, _) -> lock(connection, id), Locked::lot, locked -> {
            Stored<Lot> stored = locked.lot();
            if (!(stored.state() instanceof Collected collected)) {
                throw stored.state().illegal();
            }
            Decision<Lot, CollectionEvent> decision = collected.correct(now, reason);
            Lot.requireRoom(now, locked.registered().orElse(Map.of()), "/quantities");
            return Plan.change(Lots.TABLE, Change.recorded(stored, decision, time), LotView::of);
        });
    }

    /** The recipient sends the lot to another workshop than it had said, as long as none of its devices is registered. */
    public Uni<Answer> redirect(
            VersionedCommand command, UUID id, UUID workshop, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return register.requireAble(workshop, Roles.REFURBISHER, "/workshop")
                .chain(() -> commit.change(
                        command, Lots.TABLE, (connection, _) -> lock(connection, id), Locked::lot, locked -> {
                            Stored<Lot> stored = locked.lot();
                            AnswerOffer.recipient(command.caller(), stored.state());
                            Decision<Lot, CollectionEvent> decision = switch (stored.state()) {
                                case Accepted accepted -> accepted.redirect(workshop, reason);
                                case PickupBooked booked -> booked.redirect(workshop, reason);
                                case Collected collected -> collected.redirect(workshop, reason);
                                default -> throw stored.state().illegal();
                            };
                            if (locked.registered().orElse(Map.of()).values().stream()
                                    .anyMatch(devices -> devices > 0)) {
                                throw Refusal.of(
                                        Refusal.Kind.ILLEGAL_NOW,
                                        "devices_registered",
                                        "Des appareils du lot sont déjà enregistrés pour son atelier.",
                                        "Devices of the lot are registered for its workshop already.");
                            }
                            return Plan.change(Lots.TABLE, Change.recorded(stored, decision, time), LotView::of);
                        }));
    }
}
