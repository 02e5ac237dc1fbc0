package network.reuse.defaults.outbox;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The one producer of a process: idempotent, acknowledged by every in-sync replica, made when it is first needed. */
@ApplicationScoped
public class KafkaOut {
    private final Config config;
    private @Nullable Producer<String, byte[]> producer;

    public KafkaOut(Config config) {
        this.config = config;
    }

    /** Hands a record to the producer; the callback hears whether the broker has it. */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback done) {
        return producer().send(message, done);
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>();
            for (String name : config.getPropertyNames()) {
                if (name.startsWith("kafka.")) {
                    config.getOptionalValue(name, String.class)
                            .ifPresent(value -> settings.put(name.substring("kafka.".length()), value));
                }
            }
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            // Without it the first record of a batch leaves alone, and everything behind it is done twice.
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            // A send that gave up while the next one got through would turn their order round in the topic.
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
            settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    synchronized void close(@Observes ShutdownEvent stopping) {
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(5));
        }
    }
}
