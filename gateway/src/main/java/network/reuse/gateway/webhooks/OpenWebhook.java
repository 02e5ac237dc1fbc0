package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.AdvisoryLock;
import network.reuse.defaults.ids.Ids;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Opens a webhook for the caller's organisation in the caller's network. */
@ApplicationScoped
public class OpenWebhook {
    private static final String STANDING = "select s.last, s.removed,"
            + " (select count(*) from webhook w where w.status <> 'CLOSED') as open,"
            + " (select w.id from webhook w where w.partner_ref = $1::text) as existing from feed_sequence s";

    private final Commit commit;
    private final int most;
    private final boolean development;

    public OpenWebhook(
            Commit commit,
            @ConfigProperty(name = "reuse.webhooks.most") int most,
            @ConfigProperty(name = "reuse.development") boolean development) {
        this.commit = commit;
        this.most = most;
        this.development = development;
    }

    /** Where the feed is, how many webhooks the organisation has, and which of them has the reference. */
    private record Standing(
            FeedBounds feed, long open, @Nullable UUID existing) {
        static Standing of(Row row) {
            return new Standing(FeedBounds.of(row), row.getLong("open"), row.getUUID("existing"));
        }
    }

    Uni<Answer> open(Command command, WebhookForm form) {
        WebhookAddress address = WebhookAddress.of(form.url(), development);
        Webhook.Settings settings = new Webhook.Settings(address.uri().toString(), form.wanted(), form.partnerRef());
        return commit.write(
                command,
                Unversioned.CREATES,
                (connection, _) -> standing(connection, command.caller(), form.partnerRef()),
                standing -> {
                    requireRoom(standing);
                    Webhook it = new Webhook(
                            Ids.next(),
                            command.caller().organisation(),
                            command.caller().env(),
                            settings,
                            new WebhookState.Enabled(command.now()),
                            new Webhook.Secrets(UUID.randomUUID(), null, null),
                            standing.feed().from(form.after()),
                            0,
                            1,
                            command.now(),
                            command.now());
                    return Plan.showing(it.stored(), stored -> WebhookView.of(stored.state(), null))
                            .writing((connection, _) -> WebhookTable.insert(connection, it));
                });
    }

    /** Nobody else of the organisation opens one until the transaction ends. */
    private static Future<Standing> standing(SqlConnection connection, Caller caller, @Nullable String partnerRef) {
        Future<?> locked = AdvisoryLock.take(connection, "webhooks of " + caller.organisation());
        Future<Standing> read = connection
                .preparedQuery(STANDING)
                .execute(Tuple.of(partnerRef))
                .map(rows -> Standing.of(rows.iterator().next()));
        return locked.compose(_ -> read);
    }

    private void requireRoom(Standing standing) {
        if (standing.existing() != null) {
            throw Refusals.alreadyExists("/partnerRef", standing.existing());
        }
        if (standing.open() >= most) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "webhooks_full",
                            "Votre organisation a déjà " + standing.open() + " webhooks, le maximum étant " + most
                                    + " ; fermez-en un (closing).",
                            "Your organisation has " + standing.open() + " webhooks already, and may have " + most
                                    + "; close one (closing).")
                    .with(Map.of("open", standing.open(), "most", most));
        }
    }
}
