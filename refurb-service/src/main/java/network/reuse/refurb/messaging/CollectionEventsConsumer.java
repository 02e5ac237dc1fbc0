package network.reuse.refurb.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import network.reuse.contracts.Channels;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.refurb.application.CountLots;
import network.reuse.refurb.application.ExpectDevices;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes which devices were registered, so that their workshops expect them, and how lots were counted. */
@ApplicationScoped
public class CollectionEventsConsumer {
    private final IdempotentConsumer<CollectionEvent> collection;

    public CollectionEventsConsumer(Consumers consumers, ExpectDevices expectDevices, CountLots countLots) {
        this.collection = consumers.consumer(
                Subscription.REFURB_TO_COLLECTION,
                (transaction, events) ->
                        expectDevices.expect(transaction, events).compose(_ -> countLots.count(transaction, events)));
    }

    @Incoming(Channels.COLLECTION_EVENTS)
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return collection.take(records);
    }
}
