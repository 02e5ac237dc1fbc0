package network.reuse.refurb.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.EventCodec;
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
        this.allocation = consumers.consumer(
                "allocation-events", EventCodec.allocation(), Set.of("device"), releaseCustody::onAllocationEvents);
    }

    @Incoming("allocation-events")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return allocation.take(records);
    }
}
