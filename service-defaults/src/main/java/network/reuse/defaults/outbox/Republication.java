package network.reuse.defaults.outbox;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.operator.DeskRefusal;
import network.reuse.defaults.operator.DeskRoutes;
import org.jboss.logging.Logger;

/**
 * Fills a topic that was lost again: {@code POST /republication?topic=…} at the operator's desk puts every event of the journal
 * back into the outbox, and the relay sends them oldest first, before what is new. Each carries {@code ce_resent}; consumers
 * pass over what they know. Asking twice, or while it goes on, does no harm.
 */
@ApplicationScoped
public class Republication {
    private static final Logger LOG = Logger.getLogger(Republication.class);
    private static final int EVENTS_A_STEP = 10_000;
    private static final String STEP =
            "with step as (select id from event_journal where topic = $1 and id > $2 order by id limit "
                    + EVENTS_A_STEP + "), queued as (insert into outbox(journal_id, resent) select id, true from step"
                    + " on conflict (journal_id) do nothing) select count(*), max(id) from step";

    private final Pool pool;
    private final RelaySignal signal;
    private final Instance<StateTopic> states;

    public Republication(
            @ReactiveDataSource("worker") Pool pool, RelaySignal signal, @Any Instance<StateTopic> states) {
        this.pool = pool;
        this.signal = signal;
        this.states = states;
    }

    void open(@Observes DeskRoutes desk) {
        desk.decision("/republication", (context, operator) -> {
            String topic = topic(context);
            return republish(topic, operator).map(count -> Map.of("topic", topic, "records", count));
        });
    }

    private static String topic(RoutingContext context) {
        String topic = context.request().getParam("topic");
        if (topic == null || topic.isBlank()) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "topic_missing",
                    "Nommez le sujet Kafka à remplir : ?topic=collection.events",
                    "Name the topic to fill: ?topic=collection.events");
        }
        return topic;
    }

    private Future<Long> republish(String topic, String operator) {
        LOG.warnf("%s has asked for %s to be filled again", operator, topic);
        for (StateTopic state : states) {
            if (state.tells(topic)) {
                return state.tellAll(topic);
            }
        }
        return queueAfter(topic, 0, 0).map(count -> {
            if (count == 0) {
                throw new DeskRefusal("this service's journal has no event of " + topic);
            }
            return count;
        });
    }

    /** Each step commits by itself: what was queued is sent, whatever happens to the next one. */
    private Future<Long> queueAfter(String topic, long last, long queued) {
        return pool.preparedQuery(STEP).execute(Tuple.of(topic, last)).compose(rows -> {
            Row row = rows.iterator().next();
            long count = row.getLong(0);
            signal.raise();
            return count == 0 ? Future.succeededFuture(queued) : queueAfter(topic, row.getLong(1), queued + count);
        });
    }
}
