package network.reuse.collection.application;

import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Whose move something is. */
final class Parties {
    private Parties() {}

    /** Refuses unless the caller speaks for this organisation. */
    static void require(Caller caller, UUID organisation, String french, String english) {
        if (!caller.organisation().equals(organisation)) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "C'est " + french + " qui fait cela.",
                    "It is " + english + " who does this.");
        }
    }

    /**
     * Refuses a signature towards another organisation than the one that the lot has there now.
     *
     * @param named whom the caller signs towards; null when it does not say
     */
    static void requireCounterpart(@Nullable UUID named, UUID counterpart) {
        if (named != null && !named.equals(counterpart)) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "another_counterpart",
                            "L'autre partie est désormais " + counterpart + " ; relisez le lot.",
                            "The other party is " + counterpart + " by now; read the lot again.")
                    .with(Map.of("counterpart", counterpart));
        }
    }
}
