package network.reuse.gateway.regional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.reuse.contracts.Geography;
import network.reuse.contracts.RegionalEvents;
import network.reuse.contracts.Topics;
import network.reuse.defaults.outbox.SharedProducer;
import network.reuse.defaults.outbox.StateTopic;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.gateway.feed.FeedPosition;
import network.reuse.gateway.live.ProgressTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells the topic of each region what the feed keeps of it, in the order of the feed's numbers, without the sandbox: what
 * {@link RegionalEvents} says of each event, and where by department at the finest. A number is passed when the broker has acknowledged
 * all below it, so that nothing is lost and some of it is told twice after a fault. The replica that publishes progress does so.
 */
@ApplicationScoped
public class RegionalTopics implements StateTopic {
    private static final Logger LOG = Logger.getLogger(RegionalTopics.class);

    /** So many of the feed's numbers are looked through at a time. */
    private static final int NUMBERS = 1_000;

    private final List<String> regions;
    private final Duration every;
    private final PeriodicJobs jobs;
    private final Vertx vertx;
    private final RegionalTable table;
    private final ProgressTopic leader;
    private final SharedProducer kafka;
    private final ObjectMapper json;

    public RegionalTopics(
            @ConfigProperty(name = "reuse.regional-topics.regions") Optional<List<String>> regions,
            @ConfigProperty(name = "reuse.regional-topics.looks-every") Duration every,
            PeriodicJobs jobs,
            Vertx vertx,
            RegionalTable table,
            ProgressTopic leader,
            SharedProducer kafka,
            ObjectMapper json) {
        this.regions = List.copyOf(regions.orElse(List.of()));
        this.every = every;
        this.jobs = jobs;
        this.vertx = vertx;
        this.table = table;
        this.leader = leader;
        this.kafka = kafka;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        for (String region : regions) {
            if (!Geography.isRegion(region)) {
                throw new IllegalStateException("REUSE_REGIONAL_TOPICS_REGIONS names " + region
                        + ", which is the INSEE code of no region; 44 is Grand Est.");
            }
            jobs.every(
                    every,
                    "telling " + Topics.eventsOf(region),
                    () -> leader.isLeading() ? tell(region) : Future.succeededFuture());
        }
    }

    List<String> regions() {
        return regions;
    }

    @Override
    public boolean tells(String topic) {
        return regions.stream().map(Topics::eventsOf).anyMatch(topic::equals);
    }

    @Override
    public Future<Long> tellAll(String topic) {
        return table.restart(topic.substring(Topics.eventsOf("").length()));
    }

    /** Tells a page after the other until there is no more. */
    private Future<?> tell(String region) {
        return table.page(region, NUMBERS)
                .compose(page -> send(region, page.events())
                        .compose(_ -> table.move(region, page))
                        .compose(moved ->
                                moved && page.more() && leader.isLeading() ? tell(region) : Future.succeededFuture()));
    }

    /** Done when the broker has all of them. What cannot be handed over keeps back what follows it. */
    private Future<?> send(String region, List<RegionalEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                        () -> {
                            List<Future<?>> acknowledged = new ArrayList<>();
                            for (RegionalEvent event : events) {
                                Optional<ProducerRecord<String, byte[]>> message = message(region, event);
                                if (message.isPresent()) {
                                    Promise<Void> sent = Promise.promise();
                                    acknowledged.add(sent.future());
                                    var _ = kafka.send(message.get(), (_, failure) -> {
                                        if (failure == null) {
                                            sent.complete();
                                        } else {
                                            sent.fail(failure);
                                        }
                                    });
                                    if (sent.future().failed()) {
                                        break;
                                    }
                                }
                            }
                            return acknowledged;
                        },
                        false)
                .compose(Future::all);
    }

    private Optional<ProducerRecord<String, byte[]>> message(String region, RegionalEvent event) throws IOException {
        JsonNode data = json.readTree(event.data());
        Optional<ObjectNode> said;
        try {
            said = RegionalEvents.said(event.type(), data.path("fact"));
        } catch (IOException noFact) {
            LOG.errorf(noFact, "event %s is no %s: dashboards are not told of it", event.id(), event.type());
            return Optional.empty();
        }
        if (said.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode value = json.createObjectNode();
        value.set("occurredAt", data.path("occurredAt"));
        value.set("recordedAt", data.path("recordedAt"));
        value.putObject("territory")
                .put("region", region)
                .set("department", data.path("territory").path("department"));
        value.set("incarnation", data.path("incarnation"));
        for (String ofDevices : List.of("epoch", "donorKind")) {
            if (data.has(ofDevices)) {
                value.set(ofDevices, data.path(ofDevices));
            }
        }
        value.set("fact", said.get());
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                Topics.eventsOf(region), event.streamId().toString(), json.writeValueAsBytes(value));
        Headers headers = message.headers();
        add(headers, "content-type", "application/json");
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", event.id().toString());
        add(headers, "ce_source", event.source());
        add(headers, "ce_type", event.type());
        add(headers, "ce_time", event.occurredAt().toString());
        add(headers, "ce_subject", event.streamType() + "/" + event.streamId());
        add(headers, "ce_sequence", Long.toString(event.sequence()));
        add(headers, "ce_position", FeedPosition.at(event.seq()).toString());
        return Optional.of(message);
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
