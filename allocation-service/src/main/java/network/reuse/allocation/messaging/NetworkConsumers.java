package network.reuse.allocation.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.reuse.allocation.application.AnnounceDevices;
import network.reuse.allocation.application.InviteByMail;
import network.reuse.allocation.application.KeepOrganisations;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.OrganisationEvent.OrganisationCorrected;
import network.reuse.contracts.OrganisationEvent.OrganisationRegistered;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.GuardedConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears the register of organisations, what leaves workshops, and who is invited to a workshop. */
@ApplicationScoped
public class NetworkConsumers {
    private final GuardedConsumer<OrganisationEvent> organisations;
    private final GuardedConsumer<RefurbEvent> refurb;
    private final GuardedConsumer<MediationEvent> mediation;
    private final KeepOrganisations keepOrganisations;

    public NetworkConsumers(
            Consumers consumers,
            KeepOrganisations keepOrganisations,
            AnnounceDevices announceDevices,
            InviteByMail inviteByMail) {
        this.keepOrganisations = keepOrganisations;
        this.organisations = consumers.consumer("organisations", EventCodec.organisations(), this::registered);
        this.refurb = consumers.consumer("refurb-events", EventCodec.refurb(), announceDevices::hear);
        this.mediation = consumers.consumer(
                "mediation-events", EventCodec.mediation(), Set.of("invitation"), inviteByMail::hear);
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

    private Future<?> registered(SqlConnection transaction, List<Published<OrganisationEvent>> events) {
        List<Future<?>> kept = new ArrayList<>();
        for (Published<OrganisationEvent> event : events) {
            kept.add(
                    switch (event.fact()) {
                        case OrganisationRegistered o ->
                            keepOrganisations.keep(transaction, o.organisationId(), o.name(), o.kind());
                        case OrganisationCorrected o ->
                            keepOrganisations.keep(transaction, o.organisationId(), o.name(), o.kind());
                    });
        }
        return Future.all(kept);
    }
}
