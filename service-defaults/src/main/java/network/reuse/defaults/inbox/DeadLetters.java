package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one consumer: records that cannot be read go to the dead-letter topic as they are, with the place that
 * they were found in, and are listed in {@code dead_letter} until an operator acknowledges them.
 */
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Vertx vertx;
    private final Outlet kafka;
    private final Ledger ledger;
    private final String topic;

    DeadLetters(Vertx vertx, Outlet kafka, Ledger ledger, String topic) {
        this.vertx = vertx;
        this.kafka = kafka;
        this.ledger = ledger;
        this.topic = topic;
    }

    /**
     * Lists a record and sends it to the dead-letter topic, once however often it is asked for.
     *
     * @param event the event's id, where it can be read
     */
    Future<Void> add(ConsumerRecord<String, byte[]> message, @Nullable UUID event, String reason) {
        return ledger.open(message, event, reason)
                .compose(row -> row == null
                        ? Future.succeededFuture()
                        : send(message, reason).compose(_ -> ledger.sent(row)));
    }

    private Future<Void> send(ConsumerRecord<String, byte[]> message, String reason) {
        String origin = message.topic() + "-" + message.partition() + "@" + message.offset();
        LOG.errorf("the record %s cannot be read and goes to %s: %s", origin, topic, reason);
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topic, null, message.key(), message.value(), message.headers());
        letter.headers().add("dead_letter_origin", origin.getBytes(StandardCharsets.UTF_8));
        return hand(letter).recover(failure -> {
            if (!(failure instanceof RecordTooLargeException)) {
                return Future.failedFuture(failure);
            }
            // With its origin it is larger than any record may be: it is kept where it stands.
            ProducerRecord<String, byte[]> note = new ProducerRecord<>(topic, null, null, null);
            note.headers().add("dead_letter_origin", origin.getBytes(StandardCharsets.UTF_8));
            note.headers().add("dead_letter_left_out", "too large".getBytes(StandardCharsets.UTF_8));
            return hand(note);
        });
    }

    /** Hands a record to the producer; that may block, so it stays away from the event loop. */
    private Future<Void> hand(ProducerRecord<String, byte[]> letter) {
        Promise<Void> sent = Promise.promise();
        return vertx.executeBlocking(
                        () -> kafka.send(letter, (_, failure) -> {
                            if (failure == null) {
                                sent.tryComplete();
                            } else {
                                sent.tryFail(failure);
                            }
                        }),
                        false)
                .compose(_ -> sent.future());
    }

    /** Where records are listed. */
    interface Ledger {
        /** The row of a record that has not been sent yet, made when there is none; null when it has been sent. */
        Future<@Nullable Long> open(ConsumerRecord<String, byte[]> message, @Nullable UUID event, String reason);

        /** Notes that the record of this row was sent. */
        Future<Void> sent(long row);
    }

    /** Hands a record to the producer. */
    interface Outlet {
        java.util.concurrent.Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback done);
    }
}
