package network.reuse.collection.application;

import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;

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
}
