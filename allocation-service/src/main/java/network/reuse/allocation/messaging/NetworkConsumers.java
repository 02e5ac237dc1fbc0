package network.reuse.allocation.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import network.reuse.allocation.application.person.InviteByMail;
import network.reuse.allocation.application.stock.AnnounceDevices;
import network.reuse.contracts.Channels;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.defaults.register.KnownOrganisations;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes the register of organisations, what leaves workshops, and who is invited to a workshop. */
@ApplicationScoped
public class NetworkConsumers {
    private final IdempotentConsumer<OrganisationEvent> organisations;
    private final IdempotentConsumer<RefurbEvent> refurb;
    private final IdempotentConsumer<MediationEvent> mediation;

    public NetworkConsumers(
            Consumers consumers,
            KnownOrganisations register,
            AnnounceDevices announceDevices,
            InviteByMail inviteByMail) {
        this.organisations =
                consumers.consumer(Subscription.ALLOCATION_TO_ORGANISATIONS, register::onOrganisationEvents);
        this.refurb = consumers.consumer(Subscription.ALLOCATION_TO_REFURB, announceDevices::onRefurbEvents);
        this.mediation = consumers.consumer(Subscription.ALLOCATION_TO_MEDIATION, inviteByMail::onMediationEvents);
    }

    @Incoming(Channels.ORGANISATIONS)
    Uni<Void> organisations(ConsumerRecords<String, byte[]> records) {
        return organisations.take(records);
    }

    @Incoming(Channels.REFURB_EVENTS)
    Uni<Void> refurb(ConsumerRecords<String, byte[]> records) {
        return refurb.take(records);
    }

    @Incoming(Channels.MEDIATION_EVENTS)
    Uni<Void> mediation(ConsumerRecords<String, byte[]> records) {
        return mediation.take(records);
    }
}
