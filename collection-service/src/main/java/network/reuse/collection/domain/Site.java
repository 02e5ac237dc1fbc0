package network.reuse.collection.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.State;

/**
 * Where an organisation has things fetched. It is its owner's alone, and says so in no event: how it is reached is sealed, and
 * given to the carrier of a pickup there.
 */
public sealed interface Site extends State {
    SiteAttributes attributes();

    @Override
    List<Move> legal();

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return legal().isEmpty() ? Set.of() : Set.of(attributes().owner());
    }

    @Override
    default SiteStatus status() {
        return switch (this) {
            case Open _ -> SiteStatus.OPEN;
            case Deleted _ -> SiteStatus.DELETED;
        };
    }

    /** What can be done to a site. */
    enum Move {
        CORRECTION,
        DELETION
    }

    /** An organisation describes a site of its own. */
    static Decision<Site, CollectionEvent> describe(SiteAttributes attributes, String name) {
        return Decision.of(new Open(attributes, name));
    }

    /** Lots may be fetched there. */
    record Open(SiteAttributes attributes, String name) implements Site {
        /** It, or how it is reached, had been described wrongly, or has changed. */
        public Decision<Site, CollectionEvent> correct(SiteCorrection correction) {
            return Decision.of(new Open(attributes, correction.name() == null ? name : correction.name()));
        }

        /** No further pickup is booked there, and how it is reached is forgotten; whoever is booked already comes. */
        public Decision<Site, CollectionEvent> delete(String reason) {
            return Decision.of(new Deleted(attributes, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CORRECTION, Move.DELETION);
        }
    }

    /** It is no more: nothing is left but that it was. */
    record Deleted(SiteAttributes attributes, String reason) implements Site {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
