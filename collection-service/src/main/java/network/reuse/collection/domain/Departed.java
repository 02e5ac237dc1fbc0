package network.reuse.collection.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.SupplyCondition;

/** A lot that has left its donor, or whoever sold it: its devices can be told apart, whoever holds it and whatever is disputed. */
public sealed interface Departed permits Lot.Collected, Lot.InCustody, Lot.Supplied {
    LotAttributes attributes();

    /** Where it goes, or is. */
    UUID workshop();

    /** The organisations that may see it. */
    Set<UUID> readers();

    /** How it was when it was bought; nothing where it was given. */
    default Optional<SupplyCondition> supplied() {
        return this instanceof Lot.Supplied bought
                ? Optional.of(bought.purchase().condition())
                : Optional.empty();
    }

    /** How many devices of each category it can hold. */
    List<Quantity> room();

    /** How many devices of each category it can turn out to have held, once what is disputed is settled. */
    List<Quantity> most();
}
