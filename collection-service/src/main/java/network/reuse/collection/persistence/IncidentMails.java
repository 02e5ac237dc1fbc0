package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.contracts.Environment;
import network.reuse.defaults.message.ClaimedMessage;
import network.reuse.defaults.message.MessageTable;
import org.jspecify.annotations.Nullable;

/** How far the donor of each device that disappeared with its data possibly on it, or turned up again, has been told by e-mail. */
@ApplicationScoped
public class IncidentMails {
    /** Of the live network, and one of a device at a time: what is told of it depends on what was. */
    public static final MessageTable<Claimed> TABLE = new MessageTable<>(
            "incident_mail",
            "id",
            "env = 'LIVE' and not exists (select from incident_mail other"
                    + " where other.device = incident_mail.device and other.state = 'SENDING')",
            "id",
            MessageTable.WAITS,
            "incident-mail",
            "id, device, donor, env, occasion, reported_by, reason, occurred_at, attempts",
            IncidentMails::claimed);

    private static final String LOSS_IS_TRUE =
            "select not exists (select from incident_mail lost join incident_mail found on found.device = lost.device"
                    + " and found.occasion = 'FOUND' and found.heard > lost.heard"
                    + " where lost.device = $1 and lost.id = $2)";

    private static final String FIND_IS_TRUE = """
            select exists (
                       select from incident_mail this join incident_mail lost on lost.device = this.device
                       where this.device = $1 and this.id = $2
                         and lost.occasion = 'LOST' and lost.heard < this.heard
                         and lost.state in ('SENDING', 'SENT', 'UNCLEAR')
                         and not exists (
                                 select from incident_mail found
                                 where found.device = this.device and found.id <> this.id and found.heard > lost.heard
                                   and found.occasion = 'FOUND' and found.state in ('SENDING', 'SENT', 'UNCLEAR')))
               and not exists (
                       select from incident_mail this join incident_mail later on later.device = this.device
                       where this.device = $1 and this.id = $2
                         and later.occasion = 'LOST' and later.heard > this.heard)""";

    /** What a mail tells. */
    public enum Occasion {
        LOST,
        FOUND
    }

    /**
     * How far a mail has come, of the states of messages those of what goes by e-mail alone: due, waiting for another attempt, being sent, accepted by the mail server, without an address, given
     * up, not true any more; never sent, because its device is of the test environment; or unclear, because a process died or
     * heard nothing while it sent it, so that it is not sent again.
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

    /**
     * What happened to a device.
     *
     * @param id the event's, or one that the command has taken
     * @param reportedBy the service whose user said so
     */
    public record Incident(UUID id, Occasion occasion, String reportedBy, Instant occurredAt, String reason) {}

    /** A mail as it stands. */
    public record Mail(
            UUID id,
            UUID device,
            Occasion occasion,
            String reportedBy,
            Instant occurredAt,
            State state,
            int attempts,
            Instant changedAt) {}

    /** A mail that this process is to send now. */
    public record Claimed(UUID device, UUID donor, Environment env, Incident incident, int attempts)
            implements ClaimedMessage {
        @Override
        public UUID id() {
            return incident.id();
        }
    }

    /** The donor of this device is to be told; once, however often it is heard. What a partner tries out is told to nobody. */
    public Future<?> queue(SqlConnection transaction, DeviceAttributes device, Incident incident, Instant now) {
        return queue(transaction, device, incident, "true", now);
    }

    /** The same of one that turned up, where the last that was heard of it is its loss. */
    public Future<?> queueFound(SqlConnection transaction, DeviceAttributes device, Incident found, Instant now) {
        return queue(
                transaction,
                device,
                found,
                "(select occasion from incident_mail where device = $2 order by heard desc limit 1) = 'LOST'",
                now);
    }

    private static Future<?> queue(
            SqlConnection transaction, DeviceAttributes device, Incident incident, String where, Instant now) {
        return transaction
                .preparedQuery("insert into incident_mail (id, device, donor, env, occasion, reported_by, reason,"
                        + " occurred_at, state, changed_at) select $1::uuid, $2::uuid, $3::uuid, $4::text,"
                        + " $5::text, $6::text, $7::text, $8::timestamptz,"
                        + " case $4::text when 'LIVE' then 'DUE' else 'NOT_SENT' end, $9::timestamptz where " + where
                        + " on conflict do nothing")
                .execute(Tuple.tuple()
                        .addUUID(incident.id())
                        .addUUID(device.id())
                        .addUUID(device.donor())
                        .addString(device.env().name())
                        .addString(incident.occasion().name())
                        .addString(incident.reportedBy())
                        .addString(incident.reason())
                        .addOffsetDateTime(incident.occurredAt().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)));
    }

    /**
     * Whether a mail is still true: a loss is as long as nobody has found the device since. That it was found is told where it is
     * not lost again, to whoever may have been told of a loss and was not told since that it was found.
     */
    public Future<Boolean> isTrue(SqlConnection transaction, Claimed claimed) {
        return transaction
                .preparedQuery(claimed.incident().occasion() == Occasion.LOST ? LOSS_IS_TRUE : FIND_IS_TRUE)
                .execute(Tuple.of(claimed.device(), claimed.id()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The mails behind that one to whoever the transaction belongs to, oldest first. */
    public Future<List<Mail>> page(SqlConnection transaction, @Nullable UUID after, int limit) {
        return transaction
                .preparedQuery("select id, device, occasion, reported_by, occurred_at, state, attempts, changed_at"
                        + " from incident_mail where donor = caller_organisation() and id > $1 order by id limit $2")
                .execute(Tuple.of(after == null ? new UUID(0, 0) : after, limit))
                .map(rows -> {
                    List<Mail> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Mail(
                                row.getUUID(0),
                                row.getUUID(1),
                                Occasion.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getOffsetDateTime(4).toInstant(),
                                State.valueOf(row.getString(5)),
                                row.getInteger(6),
                                row.getOffsetDateTime(7).toInstant()));
                    }
                    return found;
                });
    }

    private static Claimed claimed(Row row) {
        return new Claimed(
                row.getUUID(1),
                row.getUUID(2),
                Environment.valueOf(row.getString(3)),
                new Incident(
                        row.getUUID(0),
                        Occasion.valueOf(row.getString(4)),
                        row.getString(5),
                        row.getOffsetDateTime(7).toInstant(),
                        row.getString(6)),
                row.getInteger(8));
    }
}
