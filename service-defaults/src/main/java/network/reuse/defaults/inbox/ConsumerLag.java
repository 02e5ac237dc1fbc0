package network.reuse.defaults.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.defaults.outbox.KafkaSettings;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.Age;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Consumer lag as the broker sees it: for each channel how many records its group has not committed, and for how long it has
 * committed nothing although there is something. It does not ask the channel, so one that has ended is noticed as well.
 */
@ApplicationScoped
public class ConsumerLag {
    private static final Logger LOG = Logger.getLogger(ConsumerLag.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER_MILLIS = 10_000;
    private static final double ALARMING_SECONDS = 60;
    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.topic");

    private final KafkaSettings settings;
    private final PeriodicJobs jobs;
    private final Vertx vertx;
    private final List<Channel> channels;
    private final Age unseen = new Age();
    private final AtomicReference<@Nullable Admin> admin = new AtomicReference<>();

    /** What is read by which group, and how far it has come. */
    private static final class Channel {
        private final String name;
        private final String topic;
        private final String group;
        private final Age standstill = new Age();
        private volatile long lag;
        private Map<TopicPartition, Long> committed = Map.of();
        private boolean standing;
        private boolean told;

        Channel(String name, String topic, String group) {
            this.name = name;
            this.topic = topic;
            this.group = group;
        }

        /** Takes what the broker says of it now. */
        void see(Map<TopicPartition, Long> nowCommitted, long nowLag) {
            lag = nowLag;
            if (nowLag == 0 || !nowCommitted.equals(committed)) {
                standstill.none();
                standing = false;
                if (told) {
                    told = false;
                    LOG.infof("the channel %s moves again; it is %d records behind", name, nowLag);
                }
            } else if (!standing) {
                standing = true;
                standstill.seen(0);
            }
            committed = nowCommitted;
            if (!told && standstill.seconds() > ALARMING_SECONDS) {
                told = true;
                LOG.errorf(
                        "the channel %s stands still: its group %s has committed nothing on %s for %.0f s and is %d records"
                                + " behind",
                        name, group, topic, standstill.seconds(), nowLag);
            }
        }
    }

    public ConsumerLag(KafkaSettings settings, Config config, PeriodicJobs jobs, Vertx vertx) {
        this.settings = settings;
        this.jobs = jobs;
        this.vertx = vertx;
        this.channels = channels(config);
    }

    private static List<Channel> channels(Config config) {
        List<Channel> channels = new ArrayList<>();
        for (String name : config.getPropertyNames()) {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches()) {
                channels.add(new Channel(
                        channel.group(1),
                        config.getValue(name, String.class),
                        config.getValue("mp.messaging.incoming." + channel.group(1) + ".group.id", String.class)));
            }
        }
        return channels;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        for (Channel channel : channels) {
            Tags tags = Tags.of("channel", channel.name);
            metrics.gauge("reuse.consumer.lag", tags, channel, one -> one.lag);
            metrics.gauge("reuse.consumer.standstill.seconds", tags, channel, one -> one.standstill.seconds());
        }
        metrics.gauge("reuse.consumer.unseen.seconds", unseen, Age::seconds);
        if (!channels.isEmpty()) {
            unseen.seen(0);
            jobs.everyFromTheStart(
                    () -> EVERY, "looking at the consumers' lag", () -> vertx.executeBlocking(this::look, false));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        Admin open = admin.getAndSet(null);
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private @Nullable Void look() throws InterruptedException, ExecutionException, TimeoutException {
        Admin kafka = admin();
        for (Channel channel : channels) {
            look(kafka, channel);
        }
        unseen.seen(0);
        return null;
    }

    private Admin admin() {
        Admin open = admin.get();
        if (open == null) {
            Map<String, Object> config = new HashMap<>(settings.client());
            config.put("request.timeout.ms", LONGEST_ANSWER_MILLIS / 2);
            config.put("default.api.timeout.ms", LONGEST_ANSWER_MILLIS);
            open = Admin.create(config);
            admin.set(open);
        }
        return open;
    }

    private static void look(Admin kafka, Channel channel)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        kafka.describeTopics(List.of(channel.topic))
                .allTopicNames()
                .get(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .values()
                .forEach(topic -> topic.partitions().forEach(partition -> {
                    TopicPartition one = new TopicPartition(topic.name(), partition.partition());
                    latest.put(one, OffsetSpec.latest());
                    earliest.put(one, OffsetSpec.earliest());
                }));
        Map<TopicPartition, OffsetAndMetadata> offsets = kafka.listConsumerGroupOffsets(channel.group)
                .partitionsToOffsetAndMetadata()
                .get(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                kafka.listOffsets(latest).all().get(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                kafka.listOffsets(earliest).all().get(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> committed = new HashMap<>();
        long lag = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            ListOffsetsResultInfo begin = begins.get(end.getKey());
            OffsetAndMetadata offset = offsets.get(end.getKey());
            long from = begin == null ? 0 : begin.offset();
            long at = offset == null ? from : Math.max(from, offset.offset());
            committed.put(end.getKey(), at);
            lag += Math.max(0, end.getValue().offset() - at);
        }
        channel.see(committed, lag);
    }
}
