package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;

/**
 * Delivers to a webhook again: what waited first, then what came since, as the feed has it; or from another position of the feed, for
 * whoever has read its objects again.
 */
@ApplicationScoped
public class EnableWebhook {
    private static final String STANDING = "select s.last, s.removed,"
            + " (select min(d.seq) from webhook_delivery d where d.webhook = $1) as first from feed_sequence s";

    private final WebhookChanges changes;

    public EnableWebhook(WebhookChanges changes) {
        this.changes = changes;
    }

    /**
     * A webhook, and what of the feed it needs.
     *
     * @param first the number behind which everything is needed
     */
    private record Standing(Webhook webhook, FeedBounds feed, long first) {}

    Uni<Answer> enable(VersionedCommand command, UUID id, EnablingForm form) {
        return changes.change(
                command,
                (connection, _) -> standing(connection, id),
                Standing::webhook,
                standing -> {
                    standing.webhook().state().require(WebhookState.Move.ENABLING);
                    if (form.after() == null) {
                        standing.feed().requireKept(standing.first());
                    }
                    return standing.webhook()
                            .enabled(
                                    form.after() == null
                                            ? standing.webhook().position()
                                            : standing.feed().from(form.after()),
                                    command.now());
                },
                (_, plan) -> form.after() == null
                        ? plan.writing((connection, _) -> DeliveryTable.begin(connection, id))
                        : plan.writing((connection, _) -> DeliveryTable.forget(connection, id))
                                .writing((connection, _) -> DeliveryTable.begin(connection, id)));
    }

    private static Future<Standing> standing(SqlConnection connection, UUID id) {
        Future<Webhook> webhook = WebhookTable.require(connection, id);
        Future<Row> feed = connection
                .preparedQuery(STANDING)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next());
        return webhook.compose(it -> feed.map(row -> {
            Long first = row.getLong("first");
            return new Standing(
                    it, FeedBounds.of(row), first == null ? it.position() : Math.min(first - 1, it.position()));
        }));
    }
}
