package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.gateway.feed.FeedPosition;

/** Delivers events once more, under the ids that they had: that of one delivery, or those of a range of the feed. */
@ApplicationScoped
public class RedeliverEvents {
    /** So many at a call. */
    private static final int MOST = 1_000;

    private final Commit commit;

    public RedeliverEvents(Commit commit) {
        this.commit = commit;
    }

    /** The webhook and the events that it is to get, of those that it may have. */
    private record Standing(Webhook webhook, List<DeliveryTable.Found> events) {}

    Uni<Answer> redeliver(Command command, UUID id, RedeliveryForm form) {
        form.require();
        return commit.write(
                command,
                Unversioned.CREATES,
                (connection, _) -> WebhookTable.require(connection, id)
                        .compose(it -> found(connection, it, form).map(events -> new Standing(it, events))),
                standing -> {
                    Webhook it = standing.webhook();
                    it.state().require(WebhookState.Move.REDELIVERY);
                    List<DeliveryTable.Found> events = standing.events();
                    String next = events.size() < MOST
                            ? null
                            : FeedPosition.at(events.getLast().seq()).toString();
                    return Plan.answering(new RedeliveryView(events.size(), next))
                            .writing((connection, _) -> DeliveryTable.addRedeliveries(connection, it, events));
                });
    }

    /** Nothing behind what was looked through so far: that is delivered anyway. */
    private static Future<List<DeliveryTable.Found>> found(SqlConnection connection, Webhook it, RedeliveryForm form) {
        UUID delivery = form.delivery();
        if (delivery != null) {
            return DeliveryTable.eventOf(connection, it, delivery);
        }
        long after = seq(it, "/after", form.after() == null ? "" : form.after());
        long through = form.through() == null ? it.position() : seq(it, "/through", form.through());
        return DeliveryTable.eventsOf(connection, it, after, Math.min(through, it.position()), MOST);
    }

    /** A position of before a restore stands for what has its number now, as what was delivered then is not known any more. */
    private static long seq(Webhook it, String pointer, String position) {
        return Math.min(FeedPosition.parse(pointer, position).seq(), it.position());
    }
}
