package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Site;
import network.reuse.collection.domain.Site.Open;
import network.reuse.collection.domain.SiteAttributes;
import network.reuse.collection.domain.SiteContact;
import network.reuse.collection.domain.SiteCorrection;
import network.reuse.collection.domain.WantedSites;
import network.reuse.collection.persistence.SiteContacts;
import network.reuse.collection.persistence.Sites;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.defaults.timer.Timers;
import org.jspecify.annotations.Nullable;

/** An organisation describes where things are fetched from it, corrects that and deletes it. No answer to a command says how a site is reached. */
@ApplicationScoped
public class DescribeSites {
    private final Commit commit;
    private final Reading reading;
    private final Sites sites;
    private final SiteContacts contacts;
    private final Timers timers;

    public DescribeSites(Commit commit, Reading reading, Sites sites, SiteContacts contacts, Timers timers) {
        this.commit = commit;
        this.reading = reading;
        this.sites = sites;
        this.contacts = contacts;
        this.timers = timers;
    }

    /** Describes a site of the caller's organisation. */
    public Uni<Answer> describe(
            Command command,
            String name,
            String commune,
            SiteContact contact,
            @Nullable String partnerRef,
            @Nullable Instant occurredAt) {
        Territory territory = Geography.requireTerritory(commune, "/commune");
        Instant occurred = command.occurred(occurredAt);
        // A command that is tried again takes another id, since the key of the first is kept already.
        return commit.write(
                command,
                Unversioned.CREATES,
                (_, _) -> Future.succeededFuture(new SiteAttributes(
                        Ids.next(),
                        command.caller().organisation(),
                        territory,
                        command.caller().env(),
                        partnerRef)),
                attributes -> {
                    Creation<Site, CollectionEvent> site =
                            new Creation<>(attributes.id(), Site.describe(attributes, name), occurred);
                    return Plan.showing(site, SiteView::of)
                            .creating(Sites.TABLE, List.of(site))
                            .then((connection, _) -> contacts.keep(connection, attributes.id(), contact));
                });
    }

    /** Puts a site right, also for the carriers that are booked to come there. */
    public Uni<Answer> correct(
            VersionedCommand command, UUID id, SiteCorrection correction, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Sites.TABLE,
                (connection, _) -> locked(connection, id),
                stored -> stored,
                stored -> Plan.changeBeforeCommit(
                                Sites.TABLE,
                                Change.recorded(stored, open(stored).correct(correction), time),
                                SiteView::of)
                        .then((connection, _) -> contacts.correct(connection, id, correction)));
    }

    /** Deletes a site: how it is reached is forgotten, but by the carriers that are booked to come there. */
    public Uni<Answer> delete(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Sites.TABLE,
                (connection, _) -> locked(connection, id),
                stored -> stored,
                stored -> Plan.change(
                                Sites.TABLE,
                                Change.recorded(stored, open(stored).delete(reason), time),
                                SiteView::of)
                        .writing((connection, _) -> contacts.forget(connection, id))
                        .writing((connection, cause) ->
                                timers.set(connection, cause.now(), DestroyContacts.TIMER, id.toString())));
    }

    /** One site of the caller's. */
    public Uni<SiteView> site(Caller caller, UUID id) {
        return reading.as(caller, session -> sites.find(session, id)).map(SiteView::of);
    }

    /** The sites of the caller's that are wanted. */
    public Uni<List<SiteView>> sites(Caller caller, @Nullable UUID after, int limit, WantedSites wanted) {
        return reading.as(caller, session -> sites.page(session, after, limit, wanted))
                .map(page -> page.stream().map(SiteView::of).toList());
    }

    /** How a site of the caller's is reached, and who has read it. */
    public Uni<SiteContactView> contact(Caller caller, UUID id) {
        return reading.inTransaction(
                caller,
                connection -> contacts.of(connection, id)
                        .compose(contact -> contacts.readings(connection, id)
                                .map(readings -> SiteContactView.of(contact, readings))));
    }

    private Future<Stored<Site>> locked(SqlConnection connection, UUID id) {
        return contacts.lock(connection, id).compose(_ -> Sites.TABLE.require(connection, id));
    }

    private static Open open(Stored<Site> stored) {
        return switch (stored.state()) {
            case Open open -> open;
            case Site.Deleted deleted -> throw deleted.illegal();
        };
    }
}
