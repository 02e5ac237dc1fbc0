package network.reuse.defaults.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.Published;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.operator.DeskRefusal;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of one publisher's records so that each event takes effect exactly once and in order within its stream,
 * whatever arrives twice, early, late or broken. A database that is away is waited for; an event whose own handling
 * fails stops its stream alone.
 */
public final class IdempotentConsumer<E> {
    private static final Logger LOG = Logger.getLogger(IdempotentConsumer.class);
    private static final int MOST_A_LOOK = 100;

    private final String name;
    private final EventCodec<E> codec;
    private final Set<String> streamTypes;
    private final Effect<E> effect;
    private final Pool pool;
    private final DeadLetters deadLetters;
    private final boolean guarding;
    private final Checkpoints checkpoints;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lookedUpTo;

    IdempotentConsumer(
            Subscription<E> subscription, Effect<E> effect, Pool pool, DeadLetters deadLetters, boolean guarding) {
        this.name = subscription.consumer();
        this.codec = subscription.codec();
        this.streamTypes = subscription.streamTypes();
        this.effect = effect;
        this.pool = pool;
        this.deadLetters = deadLetters;
        this.guarding = guarding;
        this.checkpoints = new Checkpoints(name, codec.source(), guarding);
    }

    /** Takes a batch; done once every record of it has taken effect, is pending, or is a dead letter. */
    public Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        Batch<E> batch = new Batch<>(codec, streamTypes, records);
        Map<ConsumerRecord<String, byte[]>, Batch.Fault> unlisted = new ConcurrentHashMap<>(batch.unreadable());
        return Uni.createFrom()
                .completionStage(() -> listDeadLetters(unlisted)
                        .compose(_ -> together(batch)
                                .recover(failure -> TransientFailures.isTransient(failure)
                                        ? Future.failedFuture(failure)
                                        : inTurn(batch.events(), event -> alone(batch, event))))
                        .toCompletionStage())
                .onFailure()
                .invoke(failure -> LOG.warnf("consumer %s will try its batch again: %s", name, failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .indefinitely()
                .replaceWithVoid();
    }

    /**
     * Tries again what waits for another stream, and lets streams drain whose turn has come; at most 100 of each a look,
     * the next 100 the next time.
     */
    void drainAwaiting() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        PendingEvent.awaiting(pool, name, lookedUpTo, MOST_A_LOOK)
                .compose(pending -> {
                    lookedUpTo =
                            pending.size() < MOST_A_LOOK ? 0 : pending.getLast().id();
                    return inTurn(pending, one -> quietly(retry(one)));
                })
                .compose(_ -> PendingEvent.drainable(pool, name, MOST_A_LOOK))
                .compose(streams -> inTurn(streams, stream -> quietly(drain(stream))))
                .onFailure(failure -> LOG.debugf("consumer %s cannot drain now: %s", name, failure.toString()))
                .onComplete(_ -> looking.set(false));
    }

    /** Lets a pending event take effect, alone; what stands behind it follows when that is committed. */
    Future<Void> replay(long id, String operator) {
        String explanation = "replayed by " + operator;
        AtomicReference<@Nullable PendingEvent> tried = new AtomicReference<>();
        return inTransaction(connection -> PendingEvent.byId(connection, id)
                        .compose(pending -> atFront(connection, pending.event().stream(), decision -> {
                                    decision.replay(pending);
                                    tried.set(pending);
                                })
                                .compose(_ -> pending.decide(connection, PendingEvent.Reason.REPLAYED, explanation))
                                .compose(_ -> DeadLetterTable.acknowledge(
                                        connection, name, pending.event().eventId(), operator, "replayed"))
                                .map(_ -> pending)))
                .recover(failure -> ownFault(tried.get(), failure, "; " + explanation)
                        .compose(_ -> Future.failedFuture(new DeskRefusal(
                                "event " + id + " was tried and is pending still: " + PendingEvent.detail(failure)))))
                .onSuccess(this::drainBehind)
                .mapEmpty();
    }

    /** Decides that a pending event takes no effect; what stands behind it follows when that is committed. */
    Future<Void> reject(long id, String operator, String reason) {
        return inTransaction(connection -> PendingEvent.byId(connection, id)
                        .compose(pending -> atFront(
                                        connection, pending.event().stream(), decision -> decision.reject(pending))
                                .compose(_ -> pending.decide(
                                        connection,
                                        PendingEvent.Reason.REJECTED,
                                        "rejected by " + operator + ": " + reason))
                                .compose(_ -> DeadLetterTable.acknowledge(
                                        connection, name, pending.event().eventId(), operator, "rejected: " + reason))
                                .map(_ -> pending)))
                .onSuccess(this::drainBehind)
                .mapEmpty();
    }

    private void drainBehind(PendingEvent decided) {
        var _ = quietly(drain(decided.event().stream()));
    }

    /** Lists and sends what was not; each record once, however often the batch is tried. */
    private Future<Void> listDeadLetters(Map<ConsumerRecord<String, byte[]>, Batch.Fault> unlisted) {
        List<Future<Void>> added = new ArrayList<>();
        unlisted.forEach((message, fault) -> added.add(
                deadLetters.add(message, fault.event(), fault.reason()).onSuccess(_ -> unlisted.remove(message))));
        return Future.join(added).mapEmpty();
    }

    private Future<Void> together(Batch<E> batch) {
        if (batch.events().isEmpty()) {
            return Future.succeededFuture();
        }
        Set<StreamId> streams = batch.streams();
        return inTransaction(connection -> withDecision(
                        connection,
                        streams,
                        () -> PendingEvent.of(connection, name, streams),
                        batch.known(),
                        decision -> {
                            for (Arrived event : batch.events()) {
                                batch.offer(event, decision);
                                decision.drain(event.stream());
                            }
                        }))
                .mapEmpty();
    }

    private Future<Void> alone(Batch<E> batch, Arrived event) {
        return offered(event, batch.known(), decision -> batch.offer(event, decision))
                .recover(failure ->
                        TransientFailures.isTransient(failure) ? Future.failedFuture(failure) : pending(event, failure))
                .compose(mayDrain -> mayDrain ? drain(event.stream()) : Future.succeededFuture());
    }

    private Future<Boolean> pending(Arrived event, Throwable failure) {
        if (failure instanceof AwaitsStream waits) {
            return offered(
                    event,
                    Map.of(),
                    decision -> decision.block(
                            event, PendingEvent.Reason.AWAITS, PendingEvent.detail(failure), waits.stream()));
        }
        LOG.errorf(failure, "consumer %s quarantines event %s of %s", name, event.eventId(), event.stream());
        return offered(
                event,
                Map.of(),
                decision -> decision.block(event, PendingEvent.Reason.FAULT, PendingEvent.detail(failure), null));
    }

    /** Decides about one event in a transaction of its own; true when something that waits may follow. */
    private Future<Boolean> offered(
            Arrived event, Map<Arrived.Name, Published<E>> known, Consumer<InboxDecision> deciding) {
        Set<StreamId> stream = Set.of(event.stream());
        return inTransaction(connection -> withDecision(
                        connection, stream, () -> PendingEvent.of(connection, name, stream), known, deciding))
                .map(decision -> decision.mayDrain(event.stream()));
    }

    private Future<Void> retry(PendingEvent pending) {
        AtomicReference<@Nullable PendingEvent> tried = new AtomicReference<>();
        return inTransaction(connection -> atFront(connection, pending.event().stream(), decision -> {
                    if (decision.retry(pending)) {
                        tried.set(pending);
                    }
                }))
                .map(_ -> tried.get() != null)
                .recover(failure -> ownFault(tried.get(), failure, "").map(_ -> false))
                .compose(done -> done ? drain(pending.event().stream()) : Future.succeededFuture());
    }

    /** Lets what waits in a stream take effect, each in a transaction of its own, until one fails or is missing. */
    private Future<Void> drain(StreamId stream) {
        Promise<Void> drained = Promise.promise();
        drain(stream, drained);
        return drained.future();
    }

    private void drain(StreamId stream, Promise<Void> drained) {
        drainOne(stream)
                .onSuccess(more -> {
                    if (more) {
                        drain(stream, drained);
                    } else {
                        drained.complete();
                    }
                })
                .onFailure(drained::fail);
    }

    private Future<Boolean> drainOne(StreamId stream) {
        AtomicReference<@Nullable PendingEvent> tried = new AtomicReference<>();
        return inTransaction(
                        connection -> atFront(connection, stream, decision -> tried.set(decision.drainOne(stream))))
                .map(decision -> !decision.released().isEmpty())
                .recover(failure -> ownFault(tried.get(), failure, "").map(_ -> false));
    }

    /** A pending event that was tried and failed by its own fault now stops its stream for that reason. */
    private Future<Void> ownFault(@Nullable PendingEvent tried, Throwable failure, String explanation) {
        if (tried == null || failure instanceof DeskRefusal || TransientFailures.isTransient(failure)) {
            return Future.failedFuture(failure);
        }
        PendingEvent failed;
        if (failure instanceof AwaitsStream waits) {
            failed = tried.because(
                    PendingEvent.Reason.AWAITS, PendingEvent.detail(failure) + explanation, waits.stream());
            if (explanation.isEmpty()
                    && failed.reason() == tried.reason()
                    && waits.stream().equals(tried.awaited())) {
                return Future.succeededFuture();
            }
        } else {
            failed = tried.because(PendingEvent.Reason.FAULT, PendingEvent.detail(failure) + explanation, null);
            LOG.errorf(
                    failure,
                    "consumer %s tried event %s of %s and quarantines it",
                    name,
                    tried.event().eventId(),
                    tried.event().stream());
        }
        return failed.relabel(pool);
    }

    /** Each failure alone: what could not be done now is found by a later look. */
    private Future<Void> quietly(Future<Void> outcome) {
        return outcome.onFailure(
                        failure -> LOG.warnf("consumer %s will drain a stream later: %s", name, failure.toString()))
                .otherwiseEmpty();
    }

    private static <T> Future<Void> inTurn(Iterable<T> all, Function<T, Future<Void>> each) {
        Promise<Void> done = Promise.promise();
        inTurn(all.iterator(), each, done);
        return done.future();
    }

    private static <T> void inTurn(Iterator<T> rest, Function<T, Future<Void>> each, Promise<Void> done) {
        if (rest.hasNext()) {
            Future.succeededFuture(rest.next())
                    .compose(each)
                    .onSuccess(_ -> inTurn(rest, each, done))
                    .onFailure(done::fail);
        } else {
            done.complete();
        }
    }

    /** Decides about what stands at the front of one stream. */
    private Future<InboxDecision> atFront(SqlConnection connection, StreamId stream, Consumer<InboxDecision> deciding) {
        return withDecision(
                connection, Set.of(stream), () -> PendingEvent.front(connection, name, stream), Map.of(), deciding);
    }

    /**
     * Reads how far these streams have come, decides about what has arrived, applies the effect and writes what has changed.
     *
     * @param pending read once the checkpoints are locked
     * @param known what has been read already of the events that may be accepted
     */
    private Future<InboxDecision> withDecision(
            SqlConnection connection,
            Collection<StreamId> streams,
            Supplier<Future<List<PendingEvent>>> pending,
            Map<Arrived.Name, Published<E>> known,
            Consumer<InboxDecision> deciding) {
        Future<Map<StreamId, Checkpoint>> passed = checkpoints.lock(connection, streams);
        Future<List<PendingEvent>> holding = pending.get();
        return PipelinedStatements.answered(List.of(passed, holding)).compose(_ -> {
            InboxDecision decision = new InboxDecision(guarding, passed.result(), holding.result());
            deciding.accept(decision);
            List<Published<E>> accepted = new ArrayList<>(decision.accepted().size());
            for (Arrived event : decision.accepted()) {
                Published<E> read = known.get(event.name());
                if (read == null) {
                    event.decode(codec).ifPresent(accepted::add);
                } else {
                    accepted.add(read);
                }
            }
            return keepWhatWaits(connection, decision).compose(_ -> {
                // The checkpoints go first and travel with the effect's first questions; nothing is undone before both
                // have
                // come to an end.
                Future<?> moved = checkpoints.move(connection, decision.moved());
                Future<?> applied = accepted.isEmpty()
                        ? Future.succeededFuture()
                        : Future.succeededFuture(accepted).compose(events -> effect.apply(connection, events));
                Future<?> whole = Future.all(moved, applied);
                return Future.join(moved, applied).transform(_ -> whole.map(decision));
            });
        });
    }

    /** Commits what was done on one connection, or undoes it. The beginning is not waited for: it travels with what follows. */
    private <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return pool.getConnection().compose(connection -> {
            Future<Transaction> begun = connection.begin();
            return Future.succeededFuture(connection)
                    .compose(work)
                    .transform(done -> begun.compose(transaction -> done.succeeded()
                            ? transaction.commit().map(done.result())
                            : transaction.rollback().transform(_ -> Future.failedFuture(done.cause()))))
                    .eventually(() -> connection.close());
        });
    }

    private Future<Void> keepWhatWaits(SqlConnection connection, InboxDecision decision) {
        for (PendingEvent pending : decision.newlyPending()) {
            if (pending.reason() == PendingEvent.Reason.FORK) {
                LOG.errorf(
                        "consumer %s quarantines event %s of %s, a fork: %s",
                        name, pending.event().eventId(), pending.event().stream(), pending.detail());
            }
        }
        Future<Void> kept = PendingEvent.write(connection, name, decision.newlyPending());
        for (PendingEvent pending : decision.relabelled()) {
            kept = kept.compose(_ -> pending.relabel(connection));
        }
        if (!decision.released().isEmpty()) {
            kept = kept.compose(_ -> connection
                    .preparedQuery("delete from pending_event where id = any($1)")
                    .execute(Tuple.of((Object) decision.released().toArray(Long[]::new)))
                    .mapEmpty());
        }
        return kept;
    }
}
