package network.reuse.refurb.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import network.reuse.contracts.Channels;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.refurb.application.ExpectDevices;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes which devices were registered, so that their workshops expect them. */
@ApplicationScoped
public class CollectionEventsConsumer {
    private final IdempotentConsumer<CollectionEvent> collection;

    public CollectionEventsConsumer(Consumers consumers, ExpectDevices expectDevices) {
        this.collection = consumers.consumer(Subscription.REFURB_TO_COLLECTION, expectDevices::expect);
    }

    @Incoming(Channels.COLLECTION_EVENTS)
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return collection.take(records);
    }
}
