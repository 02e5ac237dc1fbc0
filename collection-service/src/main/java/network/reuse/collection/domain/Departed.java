package network.reuse.collection.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Quantity;

/** A lot that has left its donor: its devices can be told apart, whoever holds it and whatever is disputed. */
public sealed interface Departed permits Lot.Collected, Lot.InCustody {
    LotAttributes attributes();

    /** Where it goes, or is. */
    UUID workshop();

    /** The organisations that may see it. */
    Set<UUID> readers();

    /** How many devices of each category it can hold. */
    List<Quantity> room();

    /** How many devices of each category it can turn out to have held, once what is disputed is settled. */
    List<Quantity> most();
}
