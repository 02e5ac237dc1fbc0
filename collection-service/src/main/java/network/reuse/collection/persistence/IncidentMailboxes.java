package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.database.AdvisoryLock;
import network.reuse.defaults.people.SealedTexts;
import org.jspecify.annotations.Nullable;

/** The one functional mailbox at which each organisation hears of incidents, kept apart for the sandbox; the address is sealed. */
@ApplicationScoped
public class IncidentMailboxes {
    private static final String TABLE = "incident_mailbox";

    private final SealedTexts texts;

    public IncidentMailboxes(SealedTexts texts) {
        this.texts = texts;
    }

    /** An organisation's mailbox. */
    public record Mailbox(String email, Instant changedAt) {
        @Override
        public String toString() {
            return "Mailbox[…]";
        }
    }

    /** Under which reference the mailbox of the caller's organisation is sealed; nobody else names another for it meanwhile. */
    public Future<Optional<UUID>> lock(SqlConnection transaction, Caller caller) {
        return AdvisoryLock.take(transaction, TABLE + " " + caller.organisation() + " " + caller.env())
                .compose(_ ->
                        transaction.query("select ref from incident_mailbox").execute())
                .map(rows -> Optional.ofNullable(
                        rows.size() == 0 ? null : rows.iterator().next().getUUID(0)));
    }

    /** The mailbox of whoever the transaction belongs to. */
    public Future<Optional<Mailbox>> find(SqlConnection transaction) {
        return transaction
                .query("select ref, sealed, changed_at from incident_mailbox")
                .execute()
                .compose(this::open);
    }

    /** The mailbox of that organisation, for whoever sends it a mail. */
    public Future<Optional<Mailbox>> of(SqlConnection transaction, UUID organisation, Environment env) {
        return transaction
                .preparedQuery(
                        "select ref, sealed, changed_at from incident_mailbox where organisation = $1 and env = $2")
                .execute(Tuple.of(organisation, env.name()))
                .compose(this::open);
    }

    /** Takes the place of the mailbox of whoever the transaction belongs to. */
    public Future<?> keep(SqlConnection transaction, UUID ref, String email, Instant now) {
        return texts.seal(TABLE, ref, email)
                .compose(text -> transaction
                        .preparedQuery("insert into incident_mailbox (organisation, env, ref, sealed, changed_at)"
                                + " values (caller_organisation(), caller_env(), $1, $2, $3)"
                                + " on conflict (organisation, env) do update set ref = excluded.ref,"
                                + " sealed = excluded.sealed, changed_at = excluded.changed_at")
                        .execute(Tuple.of(ref, text, now.atOffset(ZoneOffset.UTC))));
    }

    /** Forgets the mailbox of whoever the transaction belongs to. */
    public Future<?> remove(SqlConnection transaction) {
        return transaction.query("delete from incident_mailbox").execute();
    }

    private Future<Optional<Mailbox>> open(RowSet<Row> rows) {
        for (Row row : rows) {
            Instant changed = row.getOffsetDateTime(2).toInstant();
            return texts.open(TABLE, row.getUUID(0), row.getBuffer(1)).map(email -> mailbox(email, changed));
        }
        return Future.succeededFuture(Optional.empty());
    }

    private static Optional<Mailbox> mailbox(@Nullable String email, Instant changed) {
        return email == null ? Optional.empty() : Optional.of(new Mailbox(email, changed));
    }
}
