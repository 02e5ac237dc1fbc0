package network.reuse.allocation.persistence;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far each invitation has come by e-mail. */
@ApplicationScoped
public class InvitationMails {
    /** The timer that makes a message due again; its key is the invitation's id. */
    public static final String RETRY = "invitation-mail";

    private final Pool pool;

    public InvitationMails(@ReactiveDataSource("worker") Pool pool) {
        this.pool = pool;
    }

    /**
     * How far a message has come: due, waiting for another attempt, being sent, accepted by the mail server, without an
     * address, given up, withdrawn; never sent, because its pack is of the test environment; or unclear, because a
     * process died or heard nothing while it sent it, so that it is not sent again.
     */
    public enum State {
        DUE,
        WAITING,
        SENDING,
        SENT,
        NO_ADDRESS,
        UNDELIVERABLE,
        UNCLEAR,
        WITHDRAWN,
        NOT_SENT
    }

    /** A message as it stands. */
    public record Mail(UUID invitationId, UUID packId, State state, int attempts, Instant changedAt) {}

    /** A message that this process is to send now. */
    public record Claimed(UUID invitationId, UUID packId, int attempts) {}

    /**
     * An invitation is to be sent to whoever has the pack; once, however often it is heard. What a partner tries out
     * reaches nobody, whatever addresses it tries it with.
     */
    public Future<?> queue(SqlConnection transaction, UUID invitationId, UUID packId, Instant now) {
        return transaction
                .preparedQuery("insert into invitation_mail(invitation_id, pack_id, sponsor, state, changed_at)"
                        + " select $1, id, sponsor, case env when 'LIVE' then 'DUE' else 'NOT_SENT' end, $3"
                        + " from pack where id = $2 on conflict do nothing")
                .execute(Tuple.of(invitationId, packId, now.atOffset(ZoneOffset.UTC)));
    }

    /** An invitation that leads nowhere any more is not sent, unless it was. */
    public Future<?> withdraw(SqlConnection transaction, UUID invitationId, Instant now) {
        return transaction
                .preparedQuery("update invitation_mail set state = 'WITHDRAWN', changed_at = $2"
                        + " where invitation_id = $1 and state in ('DUE', 'WAITING')")
                .execute(Tuple.of(invitationId, now.atOffset(ZoneOffset.UTC)));
    }

    /** A message that waited is due again. */
    public Future<?> due(SqlConnection transaction, UUID invitationId, Instant now) {
        return transaction
                .preparedQuery("update invitation_mail set state = 'DUE', changed_at = $2"
                        + " where invitation_id = $1 and state = 'WAITING'")
                .execute(Tuple.of(invitationId, now.atOffset(ZoneOffset.UTC)));
    }

    /** Takes a message that is due, for good: whoever dies after this leaves it unclear. Null when none is due. */
    public Future<@Nullable Claimed> claim(Instant now) {
        return pool.preparedQuery("update invitation_mail set state = 'SENDING', attempts = attempts + 1,"
                        + " changed_at = $1 where invitation_id = (select invitation_id from invitation_mail"
                        + " where state = 'DUE' and exists (select from pack p where p.id = pack_id and p.env = 'LIVE')"
                        + " order by changed_at limit 1 for update skip locked)"
                        + " returning invitation_id, pack_id, attempts")
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Claimed(row.getUUID(0), row.getUUID(1), row.getInteger(2));
                    }
                    return null;
                });
    }

    /** What became of a message that was being sent. */
    public Future<?> settle(
            SqlConnection transaction, UUID invitationId, State state, @Nullable String fault, Instant now) {
        return transaction
                .preparedQuery("update invitation_mail set state = $2, fault = $3, changed_at = $4"
                        + " where invitation_id = $1 and state = 'SENDING'")
                .execute(Tuple.of(invitationId, state.name(), fault, now.atOffset(ZoneOffset.UTC)));
    }

    /** Says of messages that have been on their way since before that nobody knows what became of them. */
    public Future<?> giveUpSince(Instant before, Instant now) {
        return pool.preparedQuery("update invitation_mail set state = 'UNCLEAR', changed_at = $2"
                        + " where state = 'SENDING' and changed_at < $1")
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)));
    }

    /** The messages about a pack, as far as the caller may see them. */
    public Future<List<Mail>> ofPack(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select invitation_id, pack_id, state, attempts, changed_at from invitation_mail"
                        + " where pack_id = $1 order by invitation_id")
                .execute(Tuple.of(packId))
                .map(InvitationMails::mails);
    }

    /** The messages to a person, as far as the caller may see them. */
    public Future<List<Mail>> ofPerson(SqlConnection transaction, UUID personRef) {
        return transaction
                .preparedQuery("select m.invitation_id, m.pack_id, m.state, m.attempts, m.changed_at"
                        + " from invitation_mail m join pack p on p.id = m.pack_id"
                        + " join request r on r.id = p.request_id where r.person_ref = $1 order by m.invitation_id")
                .execute(Tuple.of(personRef))
                .map(InvitationMails::mails);
    }

    private static List<Mail> mails(Iterable<Row> rows) {
        List<Mail> mails = new ArrayList<>();
        for (Row row : rows) {
            mails.add(new Mail(
                    row.getUUID(0),
                    row.getUUID(1),
                    State.valueOf(row.getString(2)),
                    row.getInteger(3),
                    row.getOffsetDateTime(4).toInstant()));
        }
        return mails;
    }
}
