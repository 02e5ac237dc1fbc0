package network.reuse.gateway.projection;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Channels;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.defaults.time.BusinessClock;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes the services' events in batches, and keeps devices, steps and counters, each batch in the one transaction that
 * also moves the checkpoints.
 */
@ApplicationScoped
public class Projector {
    private final BusinessClock clock;
    private final Event<CountersChanged> changed;
    private final StepTable steps;
    private final Timer batches;
    private final Counter events;
    private final IdempotentConsumer<CollectionEvent> collection;
    private final IdempotentConsumer<RefurbEvent> refurb;
    private final IdempotentConsumer<AllocationEvent> allocation;
    private final IdempotentConsumer<MediationEvent> mediation;

    public Projector(
            Consumers consumers,
            BusinessClock clock,
            Event<CountersChanged> changed,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.batches = metrics.timer("reuse.progress.batches");
        this.events = metrics.counter("reuse.progress.events");
        this.clock = clock;
        this.changed = changed;
        this.steps = new StepTable(json);
        this.collection = consumers.consumer(Subscription.GATEWAY_TO_COLLECTION, this::project);
        this.refurb = consumers.consumer(Subscription.GATEWAY_TO_REFURB, this::project);
        this.allocation = consumers.consumer(Subscription.GATEWAY_TO_ALLOCATION, this::project);
        this.mediation = consumers.consumer(Subscription.GATEWAY_TO_MEDIATION, this::project);
    }

    @Incoming(Channels.COLLECTION_EVENTS)
    Uni<Void> collection(ConsumerRecords<String, byte[]> records) {
        return timed(collection.take(records), records);
    }

    @Incoming(Channels.REFURB_EVENTS)
    Uni<Void> refurb(ConsumerRecords<String, byte[]> records) {
        return timed(refurb.take(records), records);
    }

    @Incoming(Channels.ALLOCATION_EVENTS)
    Uni<Void> allocation(ConsumerRecords<String, byte[]> records) {
        return timed(allocation.take(records), records);
    }

    @Incoming(Channels.MEDIATION_EVENTS)
    Uni<Void> mediation(ConsumerRecords<String, byte[]> records) {
        return timed(mediation.take(records), records);
    }

    private Uni<Void> timed(Uni<Void> taking, ConsumerRecords<String, byte[]> records) {
        long begun = System.nanoTime();
        return taking.invoke(() -> {
            changed.fire(new CountersChanged());
            batches.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            events.increment(records.count());
        });
    }

    private Future<?> project(SqlConnection transaction, List<? extends Published<?>> events) {
        return DeviceTable.lock(transaction, Projection.devicesOf(events))
                .compose(devices -> steps.offers(transaction, Projection.offersTakenBack(events))
                        .compose(offers -> {
                            Projection projection = new Projection(devices, offers);
                            events.forEach(projection::take);
                            return keep(transaction, events, projection);
                        }));
    }

    /** Sends everything before the first answer is in; the public numbers come last, so that they are held shortly. */
    private Future<?> keep(SqlConnection transaction, List<? extends Published<?>> events, Projection projection) {
        Future<?> kept = Future.succeededFuture();
        List<? extends Published<?>> ofDevices =
                events.stream().filter(Projection::isOfDevice).toList();
        if (!ofDevices.isEmpty()) {
            Future<?> written =
                    DeviceTable.write(transaction, projection.devices().values());
            Future<?> appended = steps.append(transaction, ofDevices);
            kept = written.compose(_ -> appended);
        }
        List<? extends Published<?>> ofLots =
                events.stream().filter(Projection::isOfLot).toList();
        if (!ofLots.isEmpty()) {
            Future<?> before = kept;
            Future<?> appended = steps.appendOfLots(transaction, ofLots);
            kept = before.compose(_ -> appended);
        }
        if (projection.numbered() > 0) {
            Instant now = clock.now();
            Future<?> before = kept;
            Future<?> counted = ChangeTable.append(transaction, projection, now, lag(events, now));
            kept = before.compose(_ -> counted);
        }
        return kept;
    }

    /** How long the oldest of these events was on its way. */
    private static long lag(List<? extends Published<?>> events, Instant now) {
        long longest = 0;
        for (Published<?> event : events) {
            longest = Math.max(
                    longest,
                    Duration.between(event.envelope().recordedAt(), now).toMillis());
        }
        return longest;
    }
}
