package network.reuse.mediation.application;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.mediation.domain.WorkshopAttributes;

/** Whose move something is. */
final class Hosts {
    private Hosts() {}

    /** Refuses unless the caller speaks for one of the organisations whose workshop it is. */
    static void require(Caller caller, Set<UUID> hosts) {
        if (!hosts.contains(caller.organisation())) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "C'est l'organisation qui tient l'atelier ou le lieu qui fait cela.",
                    "It is the organisation that holds the workshop or runs the place who does this.");
        }
    }

    /** Refuses unless the caller speaks for the organisation that holds the workshop. */
    static void requireOrganiser(Caller caller, WorkshopAttributes workshop) {
        if (!workshop.organiser().equals(caller.organisation())) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "C'est l'organisation qui tient l'atelier qui fait cela.",
                    "It is the organisation that holds the workshop who does this.");
        }
    }
}
