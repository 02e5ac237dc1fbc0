package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.message.ClaimedMessage;
import network.reuse.defaults.message.MessageChannel;
import network.reuse.defaults.message.MessageState;
import network.reuse.defaults.message.MessageTable;
import org.jspecify.annotations.Nullable;

/** How far each message about an invitation has come. */
@ApplicationScoped
public class InvitationMails {
    /**
     * Of messages about an invitation: what waits is not sent, and what is being sent is not tried again when it fails. A row
     * that is being settled is waited for, so that none escapes.
     */
    private static final String OUTDATE = "update invitation_mail m set outdated = true,"
            + " state = case m.state when 'SENDING' then m.state else 'WITHDRAWN' end,"
            + " changed_at = case m.state when 'SENDING' then m.changed_at else $1 end";

    /** Of those that are told of a pack of the live network; one that says what is no longer true does not wait for another attempt. */
    public static final MessageTable<Claimed> TABLE = new MessageTable<>(
            "invitation_mail",
            "message_id",
            "exists (select from pack p where p.id = pack_id and p.env = 'LIVE')",
            "changed_at",
            "case when outdated then 'WITHDRAWN' else 'WAITING' end",
            "invitation-mail",
            "message_id, invitation_id, pack_id, occasion, attempts, title, place_name, starts_at",
            InvitationMails::claimed);

    private static final String COLUMNS =
            "m.message_id, m.invitation_id, m.pack_id, m.occasion, m.state, m.attempts, m.changed_at, m.channel";

    /**
     * What a message is about: the invitation, that its seat was cancelled, that its workshop was rescheduled, or that it is
     * good again because its pack did not come back after all.
     */
    public enum Occasion {
        INVITED,
        REOPENED,
        RESCHEDULED,
        REINSTATED
    }

    /** The workshop as a message tells of it. */
    public record Workshop(String title, String placeName, Instant from) {}

    /** A message as it stands; the first of an invitation has its id. */
    public record Mail(
            UUID messageId,
            UUID invitationId,
            UUID packId,
            Occasion occasion,
            MessageState state,
            int attempts,
            Instant changedAt,
            MessageChannel channel) {}

    /** A message that this process is to send now. */
    public record Claimed(
            UUID id,
            UUID invitationId,
            UUID packId,
            Occasion occasion,
            @Nullable Workshop workshop,
            int attempts) implements ClaimedMessage {}

    /**
     * An invitation is to be sent to whoever has the pack; once, however often it is heard. What a partner tries out
     * reaches nobody, whatever addresses it tries it with.
     */
    public Future<?> queue(SqlConnection transaction, UUID invitationId, UUID packId, Instant now) {
        return transaction
                .preparedQuery("insert into invitation_mail(message_id, invitation_id, pack_id, sponsor, state,"
                        + " changed_at) select $1, $1, id, sponsor, case env when 'LIVE' then 'DUE' else 'NOT_SENT' end,"
                        + " $3 from pack where id = $2 on conflict do nothing")
                .execute(Tuple.of(invitationId, packId, now.atOffset(ZoneOffset.UTC)));
    }

    /**
     * Whoever was invited is to be told more, in place of whatever still waits about the invitation; once, however often it
     * is heard.
     */
    public Future<?> queue(
            SqlConnection transaction,
            UUID messageId,
            UUID invitationId,
            Occasion occasion,
            @Nullable Workshop workshop,
            Instant now) {
        return transaction
                .preparedQuery("with told as (insert into invitation_mail(message_id, invitation_id, pack_id, sponsor,"
                        + " state, changed_at, occasion, title, place_name, starts_at) select $2, $3, p.id, p.sponsor,"
                        + " case p.env when 'LIVE' then 'DUE' else 'NOT_SENT' end, $1, $4, $5, $6, $7"
                        + " from invitation_mail first join pack p on p.id = first.pack_id"
                        + " where first.message_id = $3 on conflict do nothing returning invitation_id) "
                        + OUTDATE
                        + " from told where m.invitation_id = told.invitation_id"
                        + " and m.state in ('DUE', 'WAITING', 'SENDING')")
                .execute(Tuple.of(
                        now.atOffset(ZoneOffset.UTC),
                        messageId,
                        invitationId,
                        occasion.name(),
                        workshop == null ? null : workshop.title(),
                        workshop == null ? null : workshop.placeName(),
                        workshop == null ? null : workshop.from().atOffset(ZoneOffset.UTC)));
    }

    /** What waits to be sent about an invitation is not true any more and is not sent. */
    public Future<?> withdraw(SqlConnection transaction, UUID invitationId, Instant now) {
        return transaction
                .preparedQuery(OUTDATE + " where m.invitation_id = $2 and m.state in ('DUE', 'WAITING', 'SENDING')")
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), invitationId));
    }

    /** The messages about a pack, as far as the caller may see them. */
    public Future<List<Mail>> ofPack(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery(
                        "select " + COLUMNS + " from invitation_mail m where m.pack_id = $1 order by m.message_id")
                .execute(Tuple.of(packId))
                .map(InvitationMails::mails);
    }

    /** The messages to a person, as far as the caller may see them. */
    public Future<List<Mail>> ofPerson(SqlConnection transaction, UUID personRef) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from invitation_mail m join pack p on p.id = m.pack_id"
                        + " join request r on r.id = p.request_id where r.person_ref = $1 order by m.message_id")
                .execute(Tuple.of(personRef))
                .map(InvitationMails::mails);
    }

    private static Claimed claimed(Row row) {
        OffsetDateTime from = row.getOffsetDateTime(7);
        return new Claimed(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                Occasion.valueOf(row.getString(3)),
                from == null ? null : new Workshop(row.getString(5), row.getString(6), from.toInstant()),
                row.getInteger(4));
    }

    private static List<Mail> mails(Iterable<Row> rows) {
        List<Mail> mails = new ArrayList<>();
        for (Row row : rows) {
            mails.add(new Mail(
                    row.getUUID(0),
                    row.getUUID(1),
                    row.getUUID(2),
                    Occasion.valueOf(row.getString(3)),
                    MessageState.valueOf(row.getString(4)),
                    row.getInteger(5),
                    row.getOffsetDateTime(6).toInstant(),
                    MessageChannel.valueOf(row.getString(7))));
        }
        return mails;
    }
}
