package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/** Where records go that cannot be read, as they are and with the place that they were found in. */
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Vertx vertx;
    private final Outlet kafka;
    private final String topic;

    DeadLetters(Vertx vertx, Outlet kafka, String topic) {
        this.vertx = vertx;
        this.kafka = kafka;
        this.topic = topic;
    }

    /** Sends a record there; the sending may block, so it stays away from the event loop. */
    Future<Void> bury(ConsumerRecord<String, byte[]> message, String reason) {
        String origin = message.topic() + "-" + message.partition() + "@" + message.offset();
        LOG.errorf("the record %s cannot be read and goes to %s: %s", origin, topic, reason);
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topic, null, message.key(), message.value(), message.headers());
        letter.headers().add("dead_letter_origin", origin.getBytes(StandardCharsets.UTF_8));
        Promise<Void> sent = Promise.promise();
        return vertx.executeBlocking(
                        () -> kafka.send(letter, (_, failure) -> {
                            if (failure == null) {
                                sent.complete();
                            } else {
                                sent.fail(failure);
                            }
                        }),
                        false)
                .compose(_ -> sent.future());
    }

    /** Hands a record to the producer. */
    interface Outlet {
        java.util.concurrent.Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback done);
    }
}
