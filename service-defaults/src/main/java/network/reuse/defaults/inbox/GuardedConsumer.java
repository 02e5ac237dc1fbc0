package network.reuse.defaults.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.Published;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.outbox.KafkaOut;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of one publisher's records so that each event takes effect exactly once and in order within its stream,
 * whatever arrives twice, early, late or broken. A database that is away is waited for; an event whose own handling
 * fails stops its stream alone.
 */
public final class GuardedConsumer<E> {
    private static final Logger LOG = Logger.getLogger(GuardedConsumer.class);

    private final String name;
    private final EventCodec<E> codec;
    private final Effect<E> effect;
    private final Pool pool;
    private final KafkaOut kafka;
    private final String deadLetters;
    private final boolean guarding;

    GuardedConsumer(
            String name,
            EventCodec<E> codec,
            Effect<E> effect,
            Pool pool,
            KafkaOut kafka,
            String deadLetters,
            boolean guarding) {
        this.name = name;
        this.codec = codec;
        this.effect = effect;
        this.pool = pool;
        this.kafka = kafka;
        this.deadLetters = deadLetters;
        this.guarding = guarding;
    }

    /** Takes a batch; done once every record of it has taken effect, is held, or is a dead letter. */
    public Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<Arrived> batch = new ArrayList<>(records.count());
        Map<UUID, Published<E>> known = new HashMap<>();
        List<Future<Void>> broken = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : records) {
            try {
                batch.add(read(message, known));
            } catch (RuntimeException | IOException unreadable) {
                broken.add(bury(message, unreadable));
            }
        }
        return Uni.createFrom()
                .completionStage(() -> Future.join(broken)
                        .compose(_ -> together(batch, known))
                        .recover(failure ->
                                isPassing(failure) ? Future.failedFuture(failure) : oneByOne(batch, known, 0))
                        .toCompletionStage())
                .onFailure()
                .invoke(failure -> LOG.warnf("consumer %s will try its batch again: %s", name, failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .indefinitely()
                .replaceWithVoid();
    }

    void drainAwaiting() {
        pool.getConnection()
                .compose(connection -> Held.drainable(connection, name).eventually(() -> connection.close()))
                .compose(held -> {
                    Future<Void> chain = Future.succeededFuture();
                    for (Held one : held) {
                        chain = chain.compose(_ -> retry(one));
                    }
                    return chain;
                })
                .onFailure(failure -> LOG.debugf("consumer %s cannot drain now: %s", name, failure.toString()));
    }

    Future<Void> replay(long id) {
        return pool.getConnection()
                .compose(connection -> Held.byId(connection, id).eventually(() -> connection.close()))
                .compose(held -> held.isEmpty()
                        ? Future.failedFuture(
                                new IllegalArgumentException("event " + id + " does not wait for anybody"))
                        : retry(held.getFirst()));
    }

    Future<Void> reject(long id, String reason) {
        return pool.withTransaction(connection -> Held.byId(connection, id).compose(held -> {
            if (held.isEmpty()) {
                return Future.failedFuture(new IllegalArgumentException("event " + id + " does not wait for anybody"));
            }
            Held one = held.getFirst();
            return connection
                    .preparedQuery("update held_event set reason = 'REJECTED', detail = detail || '; rejected: ' || $2"
                            + " where id = $1")
                    .execute(Tuple.of(id, reason))
                    .compose(_ -> withIntake(
                            connection, List.of(one.event().stream()), Map.of(), intake -> intake.reject(one)));
        }));
    }

    private Future<Void> retry(Held held) {
        return pool.withTransaction(connection ->
                        withIntake(connection, List.of(held.event().stream()), Map.of(), intake -> intake.retry(held)))
                .onFailure(failure -> LOG.warnf("held event %s of %s fails still: %s", held.id(), name, failure));
    }

    private Future<Void> together(List<Arrived> batch, Map<UUID, Published<E>> known) {
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<StreamId> streams = new HashSet<>();
        batch.forEach(event -> streams.add(event.stream()));
        return pool.withTransaction(
                connection -> withIntake(connection, streams, known, intake -> batch.forEach(intake::offer)));
    }

    private Future<Void> oneByOne(List<Arrived> batch, Map<UUID, Published<E>> known, int index) {
        if (index == batch.size()) {
            return Future.succeededFuture();
        }
        Arrived event = batch.get(index);
        return together(List.of(event), known)
                .recover(failure -> isPassing(failure) ? Future.failedFuture(failure) : hold(event, failure))
                .compose(_ -> oneByOne(batch, known, index + 1));
    }

    private Future<Void> hold(Arrived event, Throwable failure) {
        Held.Reason reason;
        StreamId awaited = null;
        if (failure instanceof AwaitsStream waits) {
            reason = Held.Reason.AWAITS;
            awaited = waits.stream();
        } else {
            reason = Held.Reason.FAULT;
            LOG.errorf(failure, "consumer %s holds event %s of %s", name, event.eventId(), event.stream());
        }
        Held held = new Held(0, event, reason, String.valueOf(failure.getMessage()), awaited);
        return pool.withTransaction(connection -> held.write(connection, name));
    }

    /**
     * Reads how far these streams have come, lets the intake decide, applies the effect and writes what has changed.
     *
     * @param known what has been read already of the events that may be accepted
     */
    private Future<Void> withIntake(
            SqlConnection connection,
            Collection<StreamId> streams,
            Map<UUID, Published<E>> known,
            Consumer<Intake> deciding) {
        Future<Map<StreamId, Mark>> marks = marks(connection, streams);
        Future<List<Held>> held = Held.of(connection, name, streams);
        return Future.all(marks, held).compose(_ -> {
            Intake intake = new Intake(guarding, marks.result(), held.result());
            deciding.accept(intake);
            List<Published<E>> accepted = new ArrayList<>(intake.accepted().size());
            for (Arrived event : intake.accepted()) {
                Published<E> read = known.get(event.eventId());
                if (read == null) {
                    decode(event).ifPresent(accepted::add);
                } else {
                    accepted.add(read);
                }
            }
            Future<?> applied = accepted.isEmpty() ? Future.succeededFuture() : effect.apply(connection, accepted);
            return applied.compose(_ -> keep(connection, intake));
        });
    }

    private Future<Void> keep(SqlConnection connection, Intake intake) {
        Future<Void> kept = Future.succeededFuture();
        for (Held held : intake.newlyHeld()) {
            kept = kept.compose(_ -> held.write(connection, name));
        }
        if (!intake.released().isEmpty()) {
            kept = kept.compose(_ -> connection
                    .preparedQuery("delete from held_event where id = any($1)")
                    .execute(Tuple.of((Object) intake.released().toArray(Long[]::new)))
                    .mapEmpty());
        }
        return kept.compose(_ -> move(connection, intake.moved()));
    }

    private Future<Map<StreamId, Mark>> marks(SqlConnection connection, Collection<StreamId> streams) {
        UUID[] ids = streams.stream().map(StreamId::id).toArray(UUID[]::new);
        return connection
                .preparedQuery("select stream_type, stream_id, incarnation, sequence, event_id from consumer_position"
                        + " where consumer = $1 and source = $2 and stream_id = any($3) for update")
                .execute(Tuple.of(name, codec.source(), ids))
                .map(rows -> {
                    Map<StreamId, Mark> marks = new HashMap<>();
                    for (Row row : rows) {
                        marks.put(
                                new StreamId(codec.source(), row.getString(0), row.getUUID(1)),
                                new Mark(row.getInteger(2), row.getLong(3), row.getUUID(4)));
                    }
                    return marks;
                });
    }

    private Future<Void> move(SqlConnection connection, Map<StreamId, Mark> moved) {
        int n = moved.size();
        if (n == 0) {
            return Future.succeededFuture();
        }
        String[] types = new String[n];
        UUID[] ids = new UUID[n];
        Integer[] incarnations = new Integer[n];
        Long[] sequences = new Long[n];
        UUID[] events = new UUID[n];
        int i = 0;
        for (Map.Entry<StreamId, Mark> entry : moved.entrySet()) {
            types[i] = entry.getKey().type();
            ids[i] = entry.getKey().id();
            incarnations[i] = entry.getValue().incarnation();
            sequences[i] = entry.getValue().sequence();
            events[i] = entry.getValue().eventId();
            i++;
        }
        Tuple values = Tuple.tuple();
        values.addValue(name);
        values.addValue(codec.source());
        values.addValue(types);
        values.addValue(ids);
        values.addValue(incarnations);
        values.addValue(sequences);
        values.addValue(events);
        return connection
                .preparedQuery("insert into consumer_position as p"
                        + "(consumer, source, stream_type, stream_id, incarnation, sequence, event_id)"
                        + " select $1, $2, t, i, n, s, e from"
                        + " unnest($3::text[], $4::uuid[], $5::int[], $6::bigint[], $7::uuid[]) as u(t, i, n, s, e)"
                        + " order by i on conflict (consumer, source, stream_type, stream_id) do update"
                        + " set incarnation = excluded.incarnation, sequence = excluded.sequence, event_id = excluded.event_id"
                        + (guarding
                                ? " where (p.incarnation, p.sequence) < (excluded.incarnation, excluded.sequence)"
                                : "")
                        + " returning stream_id")
                .execute(values)
                .compose(rows -> rows.size() == n
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Overtaken("another process took events of the same streams")));
    }

    private Optional<Published<E>> decode(Arrived event) {
        try {
            return codec.decode(
                    event.eventId(),
                    event.type(),
                    event.stream(),
                    event.sequence(),
                    event.correlation(),
                    event.value().getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException("an event that was readable is not any more", impossible);
        }
    }

    private Arrived read(ConsumerRecord<String, byte[]> message, Map<UUID, Published<E>> known) throws IOException {
        String source = header(message, "ce_source");
        if (!codec.source().equals(source)) {
            throw new IOException("events of " + source + " do not belong on " + message.topic());
        }
        String[] subject = header(message, "ce_subject").split("/", 2);
        String traceparent = optionalHeader(message, "traceparent");
        StreamId stream = new StreamId(source, subject[0], UUID.fromString(subject[1]));
        UUID eventId = UUID.fromString(header(message, "ce_id"));
        String type = header(message, "ce_type");
        long sequence = Long.parseLong(header(message, "ce_sequence"));
        UUID correlation = UUID.fromString(header(message, "ce_correlationid"));
        Optional<Published<E>> event = codec.decode(eventId, type, stream, sequence, correlation, message.value());
        event.ifPresent(read -> known.put(eventId, read));
        return new Arrived(
                stream,
                event.isPresent() ? event.get().envelope().incarnation() : EventCodec.incarnation(message.value()),
                sequence,
                eventId,
                type,
                correlation,
                traceparent,
                new String(message.value(), StandardCharsets.UTF_8));
    }

    private Future<Void> bury(ConsumerRecord<String, byte[]> message, Exception reason) {
        LOG.errorf(
                "consumer %s cannot read %s-%d@%d, which goes to %s: %s",
                name, message.topic(), message.partition(), message.offset(), deadLetters, reason.toString());
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(deadLetters, null, message.key(), message.value(), message.headers());
        letter.headers()
                .add(
                        "dead_letter_origin",
                        (message.topic() + "-" + message.partition() + "@" + message.offset())
                                .getBytes(StandardCharsets.UTF_8));
        Promise<Void> sent = Promise.promise();
        var _ = kafka.send(letter, (_, failure) -> {
            if (failure == null) {
                sent.complete();
            } else {
                sent.fail(failure);
            }
        });
        return sent.future();
    }

    private static String header(ConsumerRecord<?, ?> message, String name) throws IOException {
        String text = optionalHeader(message, name);
        if (text == null) {
            throw new IOException("the record has no header " + name);
        }
        return text;
    }

    private static @Nullable String optionalHeader(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Whether trying again may help: the network, the server's shutdown, a deadlock, another process overtaking. */
    private static boolean isPassing(Throwable failure) {
        if (failure instanceof PgException database) {
            String state = String.valueOf(database.getSqlState());
            return state.startsWith("08")
                    || state.startsWith("57")
                    || state.startsWith("53")
                    || state.startsWith("40")
                    || state.startsWith("25");
        }
        return failure instanceof IOException
                || failure instanceof Overtaken
                || failure.getClass().getName().startsWith("io.vertx.")
                || failure instanceof org.apache.kafka.common.KafkaException;
    }

    private static final class Overtaken extends RuntimeException {
        Overtaken(String message) {
            super(message, null, false, false);
        }
    }
}
