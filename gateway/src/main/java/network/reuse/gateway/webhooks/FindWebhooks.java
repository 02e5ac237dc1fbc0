package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** Finds an organisation's webhooks and what became of deliveries to them. */
@ApplicationScoped
public class FindWebhooks {
    private final Reading reading;

    public FindWebhooks(Reading reading) {
        this.reading = reading;
    }

    Uni<Webhook> find(Caller caller, UUID id) {
        return reading.inTransaction(caller, connection -> WebhookTable.require(connection, id));
    }

    /** At most {@code limit} of them whose ids follow {@code after}. */
    Uni<List<WebhookView>> list(Caller caller, @Nullable UUID after, int limit, @Nullable String partnerRef) {
        return reading.inTransaction(
                caller,
                connection -> WebhookTable.page(connection, after, limit, partnerRef)
                        .map(found -> found.stream()
                                .map(it -> WebhookView.of(it, null))
                                .toList()));
    }

    /** At most {@code limit} attempts whose ids follow {@code after}, oldest first. */
    Uni<List<DeliveryView>> deliveries(
            Caller caller,
            UUID id,
            @Nullable UUID after,
            int limit,
            @Nullable UUID eventId,
            @Nullable DeliveryOutcome outcome) {
        return reading.inTransaction(
                caller,
                connection -> WebhookTable.require(connection, id)
                        .compose(_ -> connection
                                .preparedQuery("select id, kind, seq, event_id, type, subject, attempt, at, outcome,"
                                        + " status, millis from webhook_attempt where webhook = $1 and id > $2"
                                        + " and ($3::uuid is null or event_id = $3)"
                                        + " and ($4::text is null or outcome = $4) order by id limit $5")
                                .execute(Tuple.of(
                                        id,
                                        after == null ? new UUID(0, 0) : after,
                                        eventId,
                                        outcome == null ? null : outcome.name(),
                                        limit)))
                        .map(rows -> {
                            List<DeliveryView> found = new ArrayList<>();
                            rows.forEach(row -> found.add(DeliveryView.of(row)));
                            return found;
                        }));
    }
}
