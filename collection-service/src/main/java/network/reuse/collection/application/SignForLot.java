package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Delivered;
import network.reuse.collection.domain.Lot.HandedOver;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A whole lot changes hands: whoever gives it says what it counted, and then whoever takes it, each once and with its own
 * token; whoever says towards whom it signs is refused when that has changed. Nobody needs the version: of many who sign, one does, and the others are told what is legal by then.
 */
@ApplicationScoped
public class SignForLot {
    private final Commit commit;
    private final ChangeLot change;

    public SignForLot(Commit commit, ChangeLot change) {
        this.commit = commit;
        this.change = change;
    }

    /** The donor says what it hands over to the carrier. */
    public Uni<Answer> handOver(
            Command command,
            UUID id,
            List<Quantity> counted,
            @Nullable UUID counterpart,
            @Nullable Instant occurredAt) {
        return sign(command, id, occurredAt, (lot, at) -> {
            Parties.require(command.caller(), lot.attributes().donor(), "le donateur", "the donor");
            return switch (lot) {
                case PickupBooked booked -> {
                    Parties.requireCounterpart(counterpart, booked.carrier());
                    yield booked.handOver(counted, at);
                }
                default -> throw lot.illegal();
            };
        });
    }

    /** The carrier says what it takes over from the donor. */
    public Uni<Answer> takeOver(
            Command command,
            UUID id,
            List<Quantity> counted,
            @Nullable UUID counterpart,
            @Nullable Instant occurredAt) {
        return sign(command, id, occurredAt, (lot, at) -> switch (lot) {
            case HandedOver handedOver -> {
                carrier(command.caller(), handedOver.carrier());
                Parties.requireCounterpart(counterpart, handedOver.attributes().donor());
                yield handedOver.takeOver(counted, at);
            }
            default -> throw lot.illegal();
        });
    }

    /** The carrier says what it delivers to the workshop. */
    public Uni<Answer> deliver(
            Command command,
            UUID id,
            List<Quantity> counted,
            @Nullable UUID counterpart,
            @Nullable Instant occurredAt) {
        return sign(command, id, occurredAt, (lot, at) -> switch (lot) {
            case TakenOver takenOver -> {
                carrier(command.caller(), takenOver.carrier());
                Parties.requireCounterpart(counterpart, takenOver.workshop());
                yield takenOver.deliver(counted, at);
            }
            case Collected collected -> {
                carrier(command.caller(), collected.carrier());
                Parties.requireCounterpart(counterpart, collected.workshop());
                yield collected.deliver(counted, at);
            }
            default -> throw lot.illegal();
        });
    }

    /** The workshop says what it receives. */
    public Uni<Answer> receive(
            Command command,
            UUID id,
            List<Quantity> counted,
            @Nullable UUID counterpart,
            @Nullable Instant occurredAt) {
        return sign(command, id, occurredAt, (lot, at) -> switch (lot) {
            case Delivered delivered -> {
                Parties.require(command.caller(), delivered.workshop(), "l'atelier", "the workshop");
                Parties.requireCounterpart(counterpart, delivered.carrier());
                yield delivered.receive(counted, at);
            }
            default -> throw lot.illegal();
        });
    }

    private static void carrier(Caller caller, UUID carrier) {
        Parties.require(caller, carrier, "le transporteur", "the carrier");
    }

    private interface Signature {
        Decision<Lot, CollectionEvent> on(Lot lot, Instant at);
    }

    private Uni<Answer> sign(Command command, UUID id, @Nullable Instant occurredAt, Signature signature) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.write(
                command,
                Unversioned.LEGAL_ONCE,
                (connection, _) -> Lots.TABLE.require(connection, id),
                stored -> change.plan(Change.recorded(stored, at -> signature.on(stored.state(), at), time)));
    }
}
