package network.reuse.allocation.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import network.reuse.allocation.application.AnnounceDevices;
import network.reuse.allocation.application.InviteByMail;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.RefurbEvent;
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
                consumers.consumer("organisations", EventCodec.organisations(), register::onOrganisationEvents);
        this.refurb = consumers.consumer("refurb-events", EventCodec.refurb(), announceDevices::onRefurbEvents);
        this.mediation = consumers.consumer(
                "mediation-events", EventCodec.mediation(), Set.of("invitation"), inviteByMail::onMediationEvents);
    }

    @Incoming("organisations")
    Uni<Void> organisations(ConsumerRecords<String, byte[]> records) {
        return organisations.take(records);
    }

    @Incoming("refurb-events")
    Uni<Void> refurb(ConsumerRecords<String, byte[]> records) {
        return refurb.take(records);
    }

    @Incoming("mediation-events")
    Uni<Void> mediation(ConsumerRecords<String, byte[]> records) {
        return mediation.take(records);
    }
}
