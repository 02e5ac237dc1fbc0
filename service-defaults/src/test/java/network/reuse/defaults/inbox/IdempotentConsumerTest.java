package network.reuse.defaults.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IdempotentConsumerTest {
    private static final Vertx VERTX = Vertx.vertx();
    /** Nothing in these tests asks it. */
    private static final Pool UNREACHED = PgBuilder.pool()
            .connectingTo(new PgConnectOptions().setHost("localhost").setPort(1))
            .using(VERTX)
            .build();

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aDeadLetterThatWasNotSentIsSentAgainAndTheOthersAreNot() {
        AtomicInteger sends = new AtomicInteger();
        ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
        IdempotentConsumer<?> consumer = consumer((letter, done) -> {
            if (sends.incrementAndGet() == 1) {
                done.onCompletion(null, new TimeoutException("no broker"));
            } else {
                sent.add(new String(letter.value(), StandardCharsets.UTF_8));
                done.onCompletion(null, null);
            }
            return CompletableFuture.completedFuture(null);
        });
        consumer.take(unreadable("a", "b")).await().atMost(Duration.ofSeconds(10));
        assertThat(sent).containsExactlyInAnyOrder("a", "b");
        assertThat(sends).hasValue(3);
    }

    @Test
    void aProducerThatRefusesALetterAtOnceIsAskedAgain() {
        AtomicInteger sends = new AtomicInteger();
        IdempotentConsumer<?> consumer = consumer((_, done) -> {
            if (sends.incrementAndGet() == 1) {
                throw new IllegalStateException("closed");
            }
            done.onCompletion(null, null);
            return CompletableFuture.completedFuture(null);
        });
        consumer.take(unreadable("a")).await().atMost(Duration.ofSeconds(10));
        assertThat(sends).hasValue(2);
    }

    @Test
    void aProducerThatBlocksDoesNotBlockTheEventLoop() throws Exception {
        AtomicBoolean onEventLoop = new AtomicBoolean();
        IdempotentConsumer<?> consumer = consumer((_, done) -> {
            onEventLoop.set(Context.isOnEventLoopThread());
            done.onCompletion(null, null);
            return CompletableFuture.completedFuture(null);
        });
        CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
        VERTX.runOnContext(_ -> {
            var _ = consumer.take(unreadable("a"))
                    .subscribe()
                    .with(_ -> taken.complete(null), taken::completeExceptionally);
        });
        taken.get(10, TimeUnit.SECONDS);
        assertThat(onEventLoop).isFalse();
    }

    private static IdempotentConsumer<?> consumer(DeadLetters.Outlet kafka) {
        return new IdempotentConsumer<>(
                new Subscription<>("test", Publisher.COLLECTION, "test", Set.of()),
                (_, _) -> Future.succeededFuture(),
                UNREACHED,
                new DeadLetters(VERTX, kafka, new Listed(), "dead-letters"),
                true);
    }

    /** What was sent, by the value of the record. */
    private static final class Listed implements DeadLetters.Ledger {
        private final List<String> letters = new ArrayList<>();
        private final Set<Long> sent = new HashSet<>();

        @Override
        public synchronized Future<@Nullable Long> open(
                ConsumerRecord<String, byte[]> message, @Nullable UUID event, String reason) {
            String letter = new String(message.value(), StandardCharsets.UTF_8);
            if (!letters.contains(letter)) {
                letters.add(letter);
            }
            long row = letters.indexOf(letter);
            return Future.succeededFuture(sent.contains(row) ? null : row);
        }

        @Override
        public synchronized Future<Void> sent(long row) {
            sent.add(row);
            return Future.succeededFuture();
        }
    }

    private static ConsumerRecords<String, byte[]> unreadable(String... values) {
        TopicPartition partition = new TopicPartition("collection.events", 0);
        List<ConsumerRecord<String, byte[]>> records = java.util.stream.Stream.of(values)
                .map(value -> new ConsumerRecord<>(
                        partition.topic(), 0, value.charAt(0), value, value.getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }
}
