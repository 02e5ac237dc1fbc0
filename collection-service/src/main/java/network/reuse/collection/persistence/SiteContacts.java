package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.PickupContact;
import network.reuse.collection.domain.PickupSite;
import network.reuse.collection.domain.SiteContact;
import network.reuse.collection.domain.SiteCorrection;
import network.reuse.collection.domain.SiteReading;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.database.AdvisoryLock;
import network.reuse.defaults.people.SealedTexts;
import org.jspecify.annotations.Nullable;

/**
 * How sites are reached: each sealed, in the table {@code site_contact}, for its owner; and once more for each pickup that is booked
 * there, under a key of its own, in the table {@code pickup_contact}, for its carrier. Row-level security shows the carrier its copy
 * as long as the lot names it.
 */
@ApplicationScoped
public class SiteContacts {
    private static final String OF_SITE = "site_contact";
    private static final String OF_PICKUP = "pickup_contact";
    private static final StateCodec<SiteContact> CONTACTS = StateCodec.of(SiteContact.class);
    private static final String CONTACT = "SITE_CONTACT";

    private final SealedTexts texts;

    public SiteContacts(SealedTexts texts) {
        this.texts = texts;
    }

    /**
     * Nobody else copies how this site is reached, puts it right or forgets it until the transaction ends. Whoever does one of them
     * calls it before it locks or reads any row of the site's.
     */
    public Future<?> lock(SqlConnection transaction, UUID site) {
        return AdvisoryLock.take(transaction, OF_SITE + " " + site);
    }

    /** Keeps how a site of the caller's is reached. */
    public Future<?> keep(SqlConnection transaction, UUID site, SiteContact contact) {
        return texts.seal(OF_SITE, site, CONTACTS.write(contact))
                .compose(text -> transaction
                        .preparedQuery("insert into site_contact (site, owner, env, sealed)"
                                + " values ($1, caller_organisation(), caller_env(), $2)")
                        .execute(Tuple.of(site, text)));
    }

    /** How a site of the caller's is reached; refused as unknown when it is deleted. */
    public Future<SiteContact> of(SqlConnection transaction, UUID site) {
        return transaction
                .preparedQuery("select sealed from site_contact where site = $1")
                .execute(Tuple.of(site))
                .compose(rows -> open(OF_SITE, site, first(rows).getBuffer(0)));
    }

    /** Puts right how a site of the caller's is reached, also for the carriers that are booked to come there. */
    public Future<?> correct(SqlConnection transaction, UUID site, SiteCorrection correction) {
        return of(transaction, site).compose(before -> {
            String now = CONTACTS.write(correction.of(before));
            return reseal(OF_SITE, site, now)
                    .compose(text -> transaction
                            .preparedQuery("update site_contact set sealed = $2 where site = $1")
                            .execute(Tuple.of(site, text)))
                    .compose(_ -> transaction
                            .preparedQuery("select p.ref from pickup_contact p where p.site = $1"
                                    + " and exists (select from lot l where l.site_contact = p.ref) order by p.ref")
                            .execute(Tuple.of(site)))
                    .compose(booked -> correctCopies(transaction, booked, correction.name(), now));
        });
    }

    private Future<?> correctCopies(
            SqlConnection transaction, RowSet<Row> booked, @Nullable String name, String contact) {
        Future<?> corrected = Future.succeededFuture();
        for (Row row : booked) {
            UUID ref = row.getUUID(0);
            corrected = corrected.compose(_ -> reseal(OF_PICKUP, ref, contact)
                    .compose(text -> transaction
                            .preparedQuery("update pickup_contact set sealed = $2, name = coalesce($3, name)"
                                    + " where ref = $1")
                            .execute(Tuple.of(ref, text, name))));
        }
        return corrected;
    }

    /** Forgets how a site of the caller's is reached; its key is destroyed after the transaction, as {@link #destroy} does. */
    public Future<?> forget(SqlConnection transaction, UUID site) {
        return transaction
                .preparedQuery("delete from site_contact where site = $1")
                .execute(Tuple.of(site));
    }

    /** Whether this site is there to be copied for whoever books a carrier for the lot. */
    public Future<Boolean> isThere(SqlConnection transaction, UUID lot, UUID site) {
        return transaction
                .preparedQuery("select exists (select from site_to_copy($1, $2))")
                .execute(Tuple.of(lot, site))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Copies how a site is reached for the carrier of a pickup there, on behalf of whoever books it and sees nothing of it; refused
     * when it is no site of the lot's donor.
     */
    public Future<?> copy(SqlConnection transaction, UUID lot, UUID carrier, PickupSite site) {
        return transaction
                .preparedQuery("select owner, name, commune, sealed from site_to_copy($1, $2)")
                .execute(Tuple.of(lot, site.id()))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        throw Sites.notOfDonor();
                    }
                    Row found = rows.iterator().next();
                    return texts.open(OF_SITE, site.id(), found.getBuffer("sealed"))
                            .compose(contact -> {
                                if (contact == null) {
                                    throw Sites.notOfDonor();
                                }
                                return texts.seal(OF_PICKUP, site.contact(), contact);
                            })
                            .compose(text -> transaction
                                    .preparedQuery("insert into pickup_contact"
                                            + " (ref, lot, site, owner, carrier, env, name, commune, sealed)"
                                            + " values ($1, $2, $3, $4, $5, caller_env(), $6, $7, $8)")
                                    .execute(Tuple.tuple()
                                            .addUUID(site.contact())
                                            .addUUID(lot)
                                            .addUUID(site.id())
                                            .addUUID(found.getUUID("owner"))
                                            .addUUID(carrier)
                                            .addString(found.getString("name"))
                                            .addString(found.getString("commune"))
                                            .addBuffer(text)));
                });
    }

    /** What the carrier of a pickup is told of its site, and keeps that it was told in the same transaction. */
    public Future<PickupContact> read(SqlConnection transaction, Caller carrier, UUID ref, Instant now) {
        return transaction
                .preparedQuery("select lot, site, owner, name, commune, sealed from pickup_contact where ref = $1")
                .execute(Tuple.of(ref))
                .compose(rows -> {
                    Row found = first(rows);
                    UUID lot = found.getUUID("lot");
                    UUID site = found.getUUID("site");
                    return open(OF_PICKUP, ref, found.getBuffer("sealed"))
                            .compose(contact -> transaction
                                    .preparedQuery("insert into pickup_contact_reading"
                                            + " (ref, lot, site, owner, carrier, client, env, read_at)"
                                            + " values ($1, $2, $3, $4, caller_organisation(), $5, caller_env(), $6)")
                                    .execute(Tuple.of(
                                            ref,
                                            lot,
                                            site,
                                            found.getUUID("owner"),
                                            carrier.client(),
                                            now.atOffset(ZoneOffset.UTC)))
                                    .map(_ -> new PickupContact(
                                            lot, site, found.getString("name"), found.getString("commune"), contact)));
                });
    }

    /** Which carriers have read how a site of the caller's is reached, oldest first; the last 500. */
    public Future<List<SiteReading>> readings(SqlConnection transaction, UUID site) {
        return transaction
                .preparedQuery("select lot, carrier, read_at from (select id, lot, carrier, read_at"
                        + " from pickup_contact_reading where site = $1 order by id desc limit 500) last order by id")
                .execute(Tuple.of(site))
                .map(rows -> {
                    List<SiteReading> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new SiteReading(
                                row.getUUID(0),
                                row.getUUID(1),
                                row.getOffsetDateTime(2).toInstant()));
                    }
                    return found;
                });
    }

    /** Destroys the key of this reference, and the copy that it opens if it is one of a pickup's; again does nothing. */
    public Future<?> destroy(SqlConnection transaction, UUID ref) {
        return texts.destroy(ref)
                .compose(_ -> transaction
                        .preparedQuery("delete from pickup_contact where ref = $1")
                        .execute(Tuple.of(ref)));
    }

    private Future<Buffer> reseal(String table, UUID ref, String contact) {
        return texts.reseal(table, ref, contact).map(text -> {
            if (text == null) {
                throw Refusals.unknown();
            }
            return text;
        });
    }

    private Future<SiteContact> open(String table, UUID ref, Buffer sealed) {
        return texts.open(table, ref, sealed).map(contact -> {
            if (contact == null) {
                throw Refusals.unknown();
            }
            try {
                return CONTACTS.read(CONTACT, contact);
            } catch (IllegalStateException broken) {
                // Its message may quote the contact.
                throw new IllegalStateException("the contact " + ref + " of " + table + " cannot be read");
            }
        });
    }

    private static Row first(RowSet<Row> rows) {
        for (Row row : rows) {
            return row;
        }
        throw Refusals.unknown();
    }
}
