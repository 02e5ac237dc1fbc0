package network.reuse.refurb.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Channels;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.refurb.application.ReleaseCustody;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes which devices were signed for, and which come back. */
@ApplicationScoped
public class AllocationEventsConsumer {
    private final IdempotentConsumer<AllocationEvent> allocation;

    public AllocationEventsConsumer(Consumers consumers, ReleaseCustody releaseCustody) {
        this.allocation = consumers.consumer(Subscription.REFURB_TO_ALLOCATION, releaseCustody::onAllocationEvents);
    }

    @Incoming(Channels.ALLOCATION_EVENTS)
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return allocation.take(records);
    }
}
