package network.reuse.collection.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import network.reuse.collection.application.HandOverDevices;
import network.reuse.collection.application.KeepOrganisations;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.OrganisationEvent.OrganisationCorrected;
import network.reuse.contracts.OrganisationEvent.OrganisationRegistered;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.GuardedConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears the register of organisations, and that workshops have received devices. */
@ApplicationScoped
public class NetworkConsumers {
    private final GuardedConsumer<OrganisationEvent> organisations;
    private final GuardedConsumer<RefurbEvent> refurb;
    private final KeepOrganisations keepOrganisations;
    private final HandOverDevices handOverDevices;

    public NetworkConsumers(Consumers consumers, KeepOrganisations keepOrganisations, HandOverDevices handOverDevices) {
        this.keepOrganisations = keepOrganisations;
        this.handOverDevices = handOverDevices;
        this.organisations = consumers.consumer("organisations", EventCodec.organisations(), this::registered);
        this.refurb = consumers.consumer("refurb-events", EventCodec.refurb(), this::received);
    }

    @Incoming("organisations")
    Uni<Void> organisations(ConsumerRecords<String, byte[]> records) {
        return organisations.take(records);
    }

    @Incoming("refurb-events")
    Uni<Void> refurb(ConsumerRecords<String, byte[]> records) {
        return refurb.take(records);
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

    private Future<?> received(SqlConnection transaction, List<Published<RefurbEvent>> events) {
        List<Published<RefurbEvent>> received = events.stream()
                .filter(event -> event.fact() instanceof DeviceReceived)
                .toList();
        return handOverDevices.handOver(transaction, received);
    }
}
