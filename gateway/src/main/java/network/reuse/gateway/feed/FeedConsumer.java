package network.reuse.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import network.reuse.contracts.Channels;
import network.reuse.contracts.Published;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.defaults.time.BusinessClock;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps each event of the services once, in order within its stream, whatever its type is. */
@ApplicationScoped
public class FeedConsumer {
    private final BusinessClock clock;
    private final FeedSignal signal;
    private final FeedTable table;
    private final IdempotentConsumer<JsonNode> collection;
    private final IdempotentConsumer<JsonNode> refurb;
    private final IdempotentConsumer<JsonNode> allocation;
    private final IdempotentConsumer<JsonNode> mediation;

    public FeedConsumer(Consumers consumers, BusinessClock clock, FeedSignal signal, FeedTable table) {
        this.clock = clock;
        this.signal = signal;
        this.table = table;
        this.collection = consumers.consumer(Subscription.GATEWAY_FEED_OF_COLLECTION, this::append);
        this.refurb = consumers.consumer(Subscription.GATEWAY_FEED_OF_REFURB, this::append);
        this.allocation = consumers.consumer(Subscription.GATEWAY_FEED_OF_ALLOCATION, this::append);
        this.mediation = consumers.consumer(Subscription.GATEWAY_FEED_OF_MEDIATION, this::append);
    }

    @Incoming(Channels.FEED_OF_COLLECTION_EVENTS)
    Uni<Void> collection(ConsumerRecords<String, byte[]> records) {
        return collection.take(records).invoke(signal::look);
    }

    @Incoming(Channels.FEED_OF_REFURB_EVENTS)
    Uni<Void> refurb(ConsumerRecords<String, byte[]> records) {
        return refurb.take(records).invoke(signal::look);
    }

    @Incoming(Channels.FEED_OF_ALLOCATION_EVENTS)
    Uni<Void> allocation(ConsumerRecords<String, byte[]> records) {
        return allocation.take(records).invoke(signal::look);
    }

    @Incoming(Channels.FEED_OF_MEDIATION_EVENTS)
    Uni<Void> mediation(ConsumerRecords<String, byte[]> records) {
        return mediation.take(records).invoke(signal::look);
    }

    private Future<?> append(SqlConnection transaction, List<Published<JsonNode>> events) {
        return events.isEmpty() ? Future.succeededFuture() : table.append(transaction, events, clock.now());
    }
}
