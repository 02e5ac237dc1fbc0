package network.reuse.collection.application;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import network.reuse.collection.persistence.SiteContacts;
import network.reuse.defaults.timer.Timers;

/** Destroys what tells how a site is reached once nobody may need it any more: that of a deleted site, and that of a pickup which is over. */
@ApplicationScoped
class DestroyContacts {
    /** The timer that does; its key is the reference under which it was sealed. */
    static final String TIMER = "contact-destruction";

    private final SiteContacts contacts;
    private final Timers timers;

    DestroyContacts(SiteContacts contacts, Timers timers) {
        this.contacts = contacts;
        this.timers = timers;
    }

    void listen(@Observes StartupEvent started) {
        timers.on(TIMER, this::destroy);
    }

    private Future<?> destroy(SqlConnection transaction, String key) {
        return contacts.destroy(transaction, UUID.fromString(key));
    }
}
