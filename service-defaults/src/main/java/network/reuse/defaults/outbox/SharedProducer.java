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
import org.jspecify.annotations.Nullable;

/** The one producer of a process: idempotent, acknowledged by every in-sync replica, made when it is first needed. */
@ApplicationScoped
public class SharedProducer {
    private final KafkaSettings settings;
    private @Nullable Producer<String, byte[]> producer;

    public SharedProducer(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Hands a record to the producer; the callback is told whether the broker has it. */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback done) {
        return producer().send(message, done);
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> own = new HashMap<>(settings.client());
            own.put(ProducerConfig.ACKS_CONFIG, "all");
            own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            // Of several at a time, a partition that has just been made again may refuse the first and take the second;
            // the broker then refuses the first as out of order for ever, and the producer asks for ever.
            own.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
            // Without it the first record of a batch leaves alone, and everything behind it is done twice.
            own.put(ProducerConfig.LINGER_MS_CONFIG, 1);
            own.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
            // What every client reads with nothing to install: some have no lz4, snappy or zstd.
            own.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
            own.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, 1);
            own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            // A send that gave up while the next one got through would turn their order round in the topic.
            own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
            own.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
            producer = new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    synchronized void close(@Observes ShutdownEvent stopping) {
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(5));
        }
    }
}
