package network.reuse.allocation.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.PersonForgotten;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/** Somebody by a reference that says nothing; what is known of the person is kept elsewhere, sealed, while it is. */
public sealed interface Person {

    /** Somebody is forgotten, as those who asked for the person may know. */
    static Decision<Person, AllocationEvent> forget(RequestAttributes asked) {
        return Decision.of(
                new Forgotten(asked.personRef(), asked.sponsor(), asked.parties(), asked.counted(), asked.env()),
                new PersonForgotten(asked.personRef()));
    }

    UUID sponsor();

    Set<UUID> parties();

    Territory territory();

    Environment env();

    /** Nothing but the reference is left. */
    record Forgotten(UUID ref, UUID sponsor, Set<UUID> parties, Territory territory, Environment env)
            implements Person {
        public Forgotten {
            parties = Set.copyOf(parties);
        }
    }
}
