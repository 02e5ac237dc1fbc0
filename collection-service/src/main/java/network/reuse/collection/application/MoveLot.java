package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.GiftAgreement;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Delivered;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.Received;
import network.reuse.collection.domain.Lot.Supplied;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.collection.domain.PickupSite;
import network.reuse.collection.persistence.GiftAgreements;
import network.reuse.collection.persistence.Lots;
import network.reuse.collection.persistence.SiteContacts;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
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
    private final SiteContacts contacts;
    private final ChangeLot change;

    public MoveLot(Commit commit, KnownOrganisations register, Lots lots, SiteContacts contacts, ChangeLot change) {
        this.commit = commit;
        this.register = register;
        this.lots = lots;
        this.contacts = contacts;
        this.change = change;
    }

    /** @param site where the lot is to be fetched */
    private record Given(Stored<Lot> lot, Optional<Stored<GiftAgreement>> agreement, Optional<UUID> site) {}

    /**
     * The recipient books a carrier, or books again, once the gift agreement is signed where there must be one. The carrier is told
     * how the site is reached; the recipient is not.
     *
     * @param site a site of the donor's; null for that of the pickup before, or that of the offer, as long as it is not deleted
     */
    public Uni<Answer> schedule(
            VersionedCommand command,
            UUID id,
            UUID carrier,
            Instant from,
            Instant until,
            @Nullable UUID site,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return register.requireAble(carrier, Roles.CARRIER, "/carrier")
                .chain(() -> commit.change(
                        command,
                        Lots.TABLE,
                        (connection, _) -> Lots.TABLE
                                .require(connection, id)
                                .compose(lot -> GiftAgreements.of(connection, id)
                                        .compose(agreement -> siteOf(connection, lot, site)
                                                .map(there -> new Given(lot, agreement, there)))),
                        Given::lot,
                        given -> {
                            Lot lot = given.lot().state();
                            AnswerOffer.recipient(command.caller(), lot);
                            Optional<PickupSite> there = given.site().map(at -> new PickupSite(at, UUID.randomUUID()));
                            Decision<Lot, CollectionEvent> decision = switch (lot) {
                                case Accepted accepted -> accepted.schedule(carrier, from, until, there.orElse(null));
                                case PickupBooked booked -> booked.schedule(carrier, from, until, there.orElse(null));
                                default -> throw lot.illegal();
                            };
                            SignGiftAgreement.requireSigned(lot, given.agreement());
                            Change<Lot, CollectionEvent> booking = Change.recorded(given.lot(), decision, time);
                            return there.map(named -> change.ending(
                                            Plan.changeBeforeCommit(Lots.TABLE, booking, LotView::of)
                                                    .then((connection, _) ->
                                                            contacts.copy(connection, id, carrier, named)),
                                            booking))
                                    .orElseGet(() -> change.plan(booking));
                        }));
    }

    /** The site that is named, else the one before as long as it is not deleted: it must not keep the lot from being fetched. */
    private Future<Optional<UUID>> siteOf(SqlConnection connection, Stored<Lot> lot, @Nullable UUID named) {
        Optional<UUID> site = Optional.ofNullable(named).or(lot.state()::siteBefore);
        if (site.isEmpty()) {
            return Future.succeededFuture(site);
        }
        Future<?> locked = contacts.lock(connection, site.get());
        return named != null
                ? locked.map(site)
                : locked.compose(_ -> contacts.isThere(connection, lot.id(), site.get()))
                        .map(there -> site.filter(_ -> there));
    }

    /** Recipient or carrier move the pickup to another time. */
    public Uni<Answer> movePickup(
            VersionedCommand command,
            UUID id,
            Instant from,
            Instant until,
            String reason,
            @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Lots.TABLE,
                id,
                occurredAt,
                lot -> switch (lot) {
                    case PickupBooked booked -> {
                        if (!command.caller().organisation().equals(booked.carrier())) {
                            AnswerOffer.recipient(command.caller(), booked);
                        }
                        yield booked.move(from, until, reason);
                    }
                    default -> throw lot.illegal();
                },
                LotView::of);
    }

    /** One of its parties cancels the pickup. */
    public Uni<Answer> cancelPickup(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change.of(command, id, occurredAt, (lot, _) -> switch (lot) {
            case PickupBooked booked -> booked.cancel(reason);
            default -> throw lot.illegal();
        });
    }

    /** The carrier says what it loaded, or counts again. */
    public Uni<Answer> load(VersionedCommand command, UUID id, List<Quantity> loaded, @Nullable Instant occurredAt) {
        return change.of(command, id, occurredAt, (lot, _) -> switch (lot) {
            case PickupBooked booked -> {
                Parties.require(command.caller(), booked.carrier(), "le transporteur", "the carrier");
                yield booked.load(loaded);
            }
            case Loaded before -> {
                Parties.require(command.caller(), before.carrier(), "le transporteur", "the carrier");
                yield before.load(loaded);
            }
            default -> throw lot.illegal();
        });
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

    /** A party of the lot corrects what was collected, with its reason; never below what is registered of it. */
    public Uni<Answer> correct(
            VersionedCommand command, UUID id, List<Quantity> now, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command, Lots.TABLE, (connection, _) -> LockedLot.of(lots, connection, id), LockedLot::lot, locked -> {
                    Stored<Lot> stored = locked.lot();
                    Decision<Lot, CollectionEvent> decision = switch (stored.state()) {
                        case Collected collected -> collected.correct(now, reason);
                        case TakenOver taken -> taken.correct(now, reason);
                        case Received received -> received.correct(now, reason);
                        case Supplied supplied -> supplied.correct(now, reason);
                        default -> throw stored.state().illegal();
                    };
                    Lot.requireRoom(now, locked.registered(), "/quantities");
                    return Plan.change(Lots.TABLE, Change.recorded(stored, decision, time), LotView::of);
                });
    }

    /** The recipient sends the lot to another workshop than it had said, as long as none of its devices is registered. */
    public Uni<Answer> redirect(
            VersionedCommand command, UUID id, UUID workshop, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return register.requireAble(workshop, Roles.REFURBISHER, "/workshop")
                .chain(() -> commit.change(
                        command,
                        Lots.TABLE,
                        (connection, _) -> LockedLot.of(lots, connection, id),
                        LockedLot::lot,
                        locked -> {
                            Stored<Lot> stored = locked.lot();
                            AnswerOffer.recipient(command.caller(), stored.state());
                            Change<Lot, CollectionEvent> redirection = Change.recorded(
                                    stored, at -> redirected(stored.state(), workshop, reason, at), time);
                            if (locked.isRegistered()) {
                                throw Refusal.of(
                                        Refusal.Kind.ILLEGAL_NOW,
                                        "devices_registered",
                                        "Des appareils du lot sont déjà enregistrés pour son atelier.",
                                        "Devices of the lot are registered for its workshop already.");
                            }
                            return Plan.change(Lots.TABLE, redirection, LotView::of);
                        }));
    }

    private static Decision<Lot, CollectionEvent> redirected(Lot lot, UUID workshop, String reason, Instant at) {
        return switch (lot) {
            case Accepted accepted -> accepted.redirect(workshop, reason);
            case PickupBooked booked -> booked.redirect(workshop, reason);
            case Collected collected -> collected.redirect(workshop, reason);
            case TakenOver taken -> taken.redirect(workshop, reason);
            case Delivered delivered -> delivered.redirect(workshop, reason, at);
            case Supplied supplied -> supplied.redirect(workshop, reason);
            default -> throw lot.illegal();
        };
    }
}
