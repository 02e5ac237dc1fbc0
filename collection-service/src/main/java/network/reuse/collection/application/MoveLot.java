package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** An accepted lot is fetched: a carrier is booked, says what it loaded, and the donor confirms it. */
@ApplicationScoped
public class MoveLot {
    private final Commit commit;
    private final KnownOrganisations register;

    public MoveLot(Commit commit, KnownOrganisations register) {
        this.commit = commit;
        this.register = register;
    }

    /** The recipient books a carrier, or books again. */
    public Uni<Answer> schedule(
            VersionedCommand command,
            UUID id,
            UUID carrier,
            Instant from,
            Instant until,
            @Nullable Instant occurredAt) {
        return register.require(carrier, "/carrier")
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

    /** A party of the lot corrects what was collected, with its reason. */
    public Uni<Answer> correct(
            VersionedCommand command, UUID id, List<Quantity> now, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Lots.TABLE,
                id,
                occurredAt,
                lot -> switch (lot) {
                    case Collected collected -> collected.correct(now, reason);
                    default -> throw lot.illegal();
                },
                LotView::of);
    }
}
