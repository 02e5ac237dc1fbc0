package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.HandedOver;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** The recipient accepts or declines an offer; the donor may withdraw it until a carrier has it. */
@ApplicationScoped
public class AnswerOffer {
    private final Commit commit;
    private final KnownOrganisations register;
    private final ChangeLot change;

    public AnswerOffer(Commit commit, KnownOrganisations register, ChangeLot change) {
        this.commit = commit;
        this.register = register;
        this.change = change;
    }

    /** The recipient takes the lot for this workshop; the quantities are the offered ones unless it agrees to others. */
    public Uni<Answer> accept(
            VersionedCommand command,
            UUID id,
            @Nullable UUID workshop,
            @Nullable List<Quantity> quantities,
            @Nullable Instant occurredAt) {
        UUID goesTo = workshop == null ? command.caller().organisation() : workshop;
        return register.kinds(List.of(goesTo))
                .chain(kinds -> commit.change(
                        command,
                        Lots.TABLE,
                        id,
                        occurredAt,
                        lot -> switch (lot) {
                            case Offered offered -> {
                                recipient(command.caller(), offered);
                                KnownOrganisations.requireAble(kinds, goesTo, Roles.REFURBISHER, "/workshop");
                                yield offered.accept(goesTo, quantities == null ? offered.quantities() : quantities);
                            }
                            default -> throw lot.illegal();
                        },
                        LotView::of));
    }

    /** The recipient does not take the lot. */
    public Uni<Answer> decline(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Lots.TABLE,
                id,
                occurredAt,
                lot -> switch (lot) {
                    case Offered offered -> {
                        recipient(command.caller(), offered);
                        yield offered.decline(reason);
                    }
                    default -> throw lot.illegal();
                },
                LotView::of);
    }

    /** The donor takes the lot back. */
    public Uni<Answer> withdraw(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change.of(command, id, occurredAt, (lot, _) -> {
            Parties.require(command.caller(), lot.attributes().donor(), "le donateur", "the donor");
            return switch (lot) {
                case Offered offered -> offered.withdraw(reason);
                case Accepted accepted -> accepted.withdraw(reason);
                case PickupBooked booked -> booked.withdraw(reason);
                case HandedOver handedOver -> handedOver.withdraw(reason);
                default -> throw lot.illegal();
            };
        });
    }

    static void recipient(Caller caller, Lot lot) {
        Parties.require(caller, lot.attributes().recipient(), "le destinataire", "the recipient");
    }
}
