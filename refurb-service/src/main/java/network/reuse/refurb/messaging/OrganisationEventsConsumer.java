package network.reuse.refurb.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import network.reuse.contracts.Channels;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.defaults.register.KnownOrganisations;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes the register of organisations, so that devices go to those alone that can hand them over. */
@ApplicationScoped
public class OrganisationEventsConsumer {
    private final IdempotentConsumer<OrganisationEvent> organisations;

    public OrganisationEventsConsumer(Consumers consumers, KnownOrganisations register) {
        this.organisations = consumers.consumer(Subscription.REFURB_TO_ORGANISATIONS, register::onOrganisationEvents);
    }

    @Incoming(Channels.ORGANISATIONS)
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return organisations.take(records);
    }
}
