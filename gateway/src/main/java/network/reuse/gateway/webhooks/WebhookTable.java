package network.reuse.gateway.webhooks;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.gateway.feed.WantedEvents;
import org.jspecify.annotations.Nullable;

/** How webhooks are kept. */
final class WebhookTable {
    /** What {@link #read} reads. */
    static final String COLUMNS =
            "w.id, w.organisation, w.env, w.created_at, w.version, w.changed_at, w.url, w.types, w.sources,"
                    + " w.region, w.subject_type, w.subject_id, w.partner_ref, w.status, w.disabled_reason, w.status_since, w.secret,"
                    + " w.former_secret, w.former_until, w.position,"
                    + " (select count(*) from webhook_delivery d where d.webhook = w.id) as waiting";

    private static final String INSERT =
            "insert into webhook(id, organisation, env, created_at, version, changed_at, url, types,"
                    + " sources, region, subject_type, subject_id, partner_ref, status, status_since, secret, position)"
                    + " values ($1, $2, $3, $4, 1, $4, $5, $6, $7, $8, $9, $10, $11, 'ENABLED', $4, $12, $13)";

    private static final String UPDATE =
            RequiredRows.one("update webhook set version = version + 1, changed_at = $3, url = $4,"
                    + " types = $5, sources = $6, region = $7, subject_type = $8, subject_id = $9, status = $10, disabled_reason = $11,"
                    + " status_since = $12, secret = $13, former_secret = $14, former_until = $15, position = $16"
                    + " where id = $1 and version = $2");

    private WebhookTable() {}

    /** The row; refused as unknown when there is none that the connection's role may see. */
    static Future<Webhook> require(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("select " + COLUMNS + " from webhook w where w.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return read(row);
                    }
                    throw Refusals.unknown();
                });
    }

    /** At most so many whose ids follow, in the order of their ids. */
    static Future<List<Webhook>> page(
            SqlConnection connection, @Nullable UUID after, int limit, @Nullable String partnerRef) {
        return connection
                .preparedQuery("select " + COLUMNS + " from webhook w where w.id > $1"
                        + " and ($2::text is null or w.partner_ref = $2) order by w.id limit $3")
                .execute(Tuple.of(after == null ? new UUID(0, 0) : after, partnerRef, limit))
                .map(rows -> {
                    List<Webhook> found = new ArrayList<>();
                    rows.forEach(row -> found.add(read(row)));
                    return found;
                });
    }

    static Future<?> insert(SqlConnection connection, Webhook it) {
        WantedEvents wanted = it.settings().wanted();
        WantedEvents.Subject subject = wanted.subject();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addValue(it.id())
                        .addValue(it.organisation())
                        .addValue(it.env().name())
                        .addValue(at(it.createdAt()))
                        .addValue(it.settings().url())
                        .addValue(wanted.types().toArray(String[]::new))
                        .addValue(wanted.sources().toArray(String[]::new))
                        .addValue(wanted.region())
                        .addValue(subject == null ? null : subject.type())
                        .addValue(subject == null ? null : subject.id())
                        .addValue(it.settings().partnerRef())
                        .addValue(it.secrets().current())
                        .addValue(it.position()));
    }

    /** Writes the version that follows; fails, and the transaction with it, when the one before it is not there any more. */
    static Future<?> update(SqlConnection connection, Webhook next) {
        WantedEvents wanted = next.settings().wanted();
        WantedEvents.Subject subject = wanted.subject();
        Instant formerUntil = next.secrets().formerUntil();
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.tuple()
                        .addValue(next.id())
                        .addValue(next.version() - 1)
                        .addValue(at(next.changedAt()))
                        .addValue(next.settings().url())
                        .addValue(wanted.types().toArray(String[]::new))
                        .addValue(wanted.sources().toArray(String[]::new))
                        .addValue(wanted.region())
                        .addValue(subject == null ? null : subject.type())
                        .addValue(subject == null ? null : subject.id())
                        .addValue(next.state().status().name())
                        .addValue(
                                next.state() instanceof WebhookState.Disabled(Instant _, WebhookState.Reason reason)
                                        ? reason.name()
                                        : null)
                        .addValue(at(next.state().since()))
                        .addValue(next.secrets().current())
                        .addValue(next.secrets().former())
                        .addValue(formerUntil == null ? null : at(formerUntil))
                        .addValue(next.position()));
    }

    static Webhook read(Row row) {
        UUID subject = row.getUUID("subject_id");
        OffsetDateTime formerUntil = row.getOffsetDateTime("former_until");
        return new Webhook(
                row.getUUID("id"),
                row.getUUID("organisation"),
                Environment.valueOf(row.getString("env")),
                new Webhook.Settings(
                        row.getString("url"),
                        new WantedEvents(
                                Arrays.asList(row.getArrayOfStrings("types")),
                                Arrays.asList(row.getArrayOfStrings("sources")),
                                row.getString("region"),
                                subject == null
                                        ? null
                                        : new WantedEvents.Subject(row.getString("subject_type"), subject)),
                        row.getString("partner_ref")),
                state(row),
                new Webhook.Secrets(
                        row.getUUID("secret"),
                        row.getUUID("former_secret"),
                        formerUntil == null ? null : formerUntil.toInstant()),
                row.getLong("position"),
                row.getLong("waiting"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static WebhookState state(Row row) {
        Instant since = row.getOffsetDateTime("status_since").toInstant();
        return switch (WebhookState.Status.valueOf(row.getString("status"))) {
            case ENABLED -> new WebhookState.Enabled(since);
            case DISABLED ->
                new WebhookState.Disabled(since, WebhookState.Reason.valueOf(row.getString("disabled_reason")));
            case CLOSED -> new WebhookState.Closed(since);
        };
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
