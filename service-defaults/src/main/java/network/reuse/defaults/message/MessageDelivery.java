package network.reuse.defaults.message;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.delivery.BackOff;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one table that are due, one after the other. One that the mail server or the SMS provider accepted is never sent
 * again, not even when nobody knows whether it was; one that was not taken is tried again later.
 *
 * @param <M> a message that this process has claimed
 */
final class MessageDelivery<M extends ClaimedMessage> {
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(10);
    private static final BackOff BACK_OFF = BackOff.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(24));

    private final MessageTable<M> table;
    private final Function<M, Future<Letter>> writing;
    private final Pool pool;
    private final Timers timers;
    private final Vertx vertx;
    private final BusinessClock clock;
    private final Duration longestAnswer;
    private volatile long restsUntil = System.nanoTime();

    /**
     * @param writing what sends a message, once, or why it goes to nobody; fails with a {@link Refusal} when it is not true any more
     * @param longestAnswer how long a server may take for a message, longer than a connection may take to come about; one that says nothing
     *     for so long is left in peace for as long again
     */
    MessageDelivery(
            MessageTable<M> table,
            Function<M, Future<Letter>> writing,
            Pool pool,
            Timers timers,
            Vertx vertx,
            BusinessClock clock,
            Duration longestAnswer) {
        this.table = table;
        this.writing = writing;
        this.pool = pool;
        this.timers = timers;
        this.vertx = vertx;
        this.clock = clock;
        this.longestAnswer = longestAnswer;
    }

    /** Sends all that is due now. */
    Future<?> look() {
        if (System.nanoTime() - restsUntil < 0 || !clock.isTrusted()) {
            return Future.succeededFuture();
        }
        Instant now = clock.shown();
        return table.giveUpSince(pool, now.minus(LONGEST_SENDING), now)
                .compose(_ -> sendNext())
                // What a server says may quote the address: the kind of the failure is all that is told.
                .recover(failure -> Future.failedFuture(failure.getClass().getName()));
    }

    private Future<Void> sendNext() {
        return table.claim(pool, clock.now())
                .compose(claimed -> claimed == null
                        ? Future.succeededFuture()
                        : send(claimed).compose(_ -> sendNext()));
    }

    private Future<Void> send(M claimed) {
        return writing.apply(claimed).transform(written -> {
            if (written.failed()) {
                return written.cause() instanceof Refusal
                        ? settle(claimed, MessageState.WITHDRAWN, null)
                        : postpone(claimed, written.cause());
            }
            return switch (written.result()) {
                case Letter.ByMail mail ->
                    answered(mail.sending())
                            .transform(sent -> sent.succeeded()
                                    ? settle(claimed, MessageState.SENT, null)
                                    : notTaken(claimed, sent.cause()));
                case Letter.BySms sms ->
                    answered(sms.sending())
                            .transform(sent -> sent.succeeded()
                                    ? table.sentBySms(pool, claimed.id(), sent.result(), clock.shown())
                                            .mapEmpty()
                                    : notTaken(claimed, sent.cause()));
                case Letter.ToNobody nobody -> settle(claimed, nobody.state(), null);
            };
        });
    }

    private <T> Future<T> answered(Uni<T> sending) {
        Uni<T> answer = sending.ifNoItem().after(longestAnswer).fail();
        return Future.fromCompletionStage(answer.subscribeAsCompletionStage(), vertx.getOrCreateContext());
    }

    private Future<Void> notTaken(M claimed, Throwable failure) {
        return switch (failure) {
            case TimeoutException silent -> {
                // A server that fell silent may have taken it: nobody sends it again, and the others wait.
                restsUntil = System.nanoTime() + longestAnswer.toNanos();
                yield settle(claimed, MessageState.UNCLEAR, null).compose(_ -> Future.failedFuture(silent));
            }
            case SmsNotTaken sms ->
                switch (sms.kind()) {
                    case OPTED_OUT -> settle(claimed, MessageState.OPTED_OUT, sms.fault());
                    case REFUSED -> settle(claimed, MessageState.UNDELIVERABLE, sms.fault());
                    case UNCLEAR -> {
                        // A provider that is broken would make all that is due unclear: the others wait.
                        restsUntil = System.nanoTime() + longestAnswer.toNanos();
                        yield settle(claimed, MessageState.UNCLEAR, sms.fault()).compose(_ -> Future.failedFuture(sms));
                    }
                    case NOT_NOW -> postpone(claimed, sms.fault());
                };
            default -> postpone(claimed, failure);
        };
    }

    private Future<Void> postpone(M claimed, Throwable failure) {
        // What a mail server says may quote the address: the kind of the failure is all that is kept.
        return postpone(claimed, failure.getClass().getSimpleName());
    }

    private Future<Void> postpone(M claimed, String fault) {
        Instant now = clock.shown();
        return BACK_OFF.after(claimed.attempts())
                .map(rest -> pool.withTransaction(transaction -> table.postpone(transaction, claimed.id(), fault, now)
                        .compose(_ -> timers.set(
                                transaction,
                                now.plus(rest),
                                table.retry(),
                                claimed.id().toString()))
                        .<Void>mapEmpty()))
                .orElseGet(() -> settle(claimed, MessageState.UNDELIVERABLE, fault));
    }

    private Future<Void> settle(M claimed, MessageState state, @Nullable String fault) {
        return table.settle(pool, claimed.id(), state, fault, clock.shown()).mapEmpty();
    }
}
