package network.reuse.collection.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import network.reuse.defaults.people.SealedRefs;

/** What collection keeps sealed: how sites are reached, the copies of that for carriers, and the mailboxes for incidents. */
@ApplicationScoped
class SealedContacts {
    @Produces
    @Singleton
    SealedRefs refs() {
        return new SealedRefs("select site as ref from site_contact union all select ref from pickup_contact"
                + " union all select ref from incident_mailbox");
    }
}
