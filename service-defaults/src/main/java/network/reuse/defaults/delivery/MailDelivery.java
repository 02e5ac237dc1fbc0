package network.reuse.defaults.delivery;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.time.BusinessClock;
import org.jspecify.annotations.Nullable;

/**
 * Sends the mails of a service that are due, one after the other. One that the mail server accepted is never sent again, not even
 * when nobody knows whether it was; one that it did not take is tried again later.
 *
 * @param <M> a mail that this process has claimed
 */
public final class MailDelivery<M> {
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(10);
    private static final BackOff BACK_OFF = BackOff.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(24));

    private final Mails<M> mails;
    private final Vertx vertx;
    private final BusinessClock clock;
    private final Duration longestAnswer;
    private volatile long restsUntil = System.nanoTime();

    /**
     * @param longestAnswer how long a mail server may take for a message, longer than a connection may take to come about;
     *     one that says nothing for so long is left in peace for as long again
     */
    public MailDelivery(Mails<M> mails, Vertx vertx, BusinessClock clock, Duration longestAnswer) {
        this.mails = mails;
        this.vertx = vertx;
        this.clock = clock;
        this.longestAnswer = longestAnswer;
    }

    /**
     * What became of a mail: the server took it, there is nobody to send it to, it is not true any more, nobody took it and it is not
     * tried any more, or nobody knows, so that it is not sent again.
     */
    public enum Outcome {
        SENT,
        NO_ADDRESS,
        WITHDRAWN,
        UNDELIVERABLE,
        UNCLEAR
    }

    /** The mails of a service, as it keeps them. */
    public interface Mails<M> {
        /** Says of those that have been on their way since before that nobody knows what became of them. */
        Future<?> giveUpSince(Instant before, Instant now);

        /** Takes a mail that is due, for good: whoever dies after this leaves it unclear. Null when none is due. */
        Future<@Nullable M> claim(Instant now);

        /** How often it has been claimed. */
        int attempts(M claimed);

        /** What sends it, once; empty when there is no address. Fails with a {@link Refusal} when it is not true any more. */
        Future<Optional<Uni<Void>>> write(M claimed);

        /** What became of it. */
        Future<?> settle(M claimed, Outcome outcome, @Nullable String fault, Instant now);

        /** It waits for another attempt at that time. */
        Future<?> postpone(M claimed, Instant until, String fault, Instant now);
    }

    /** Sends all that is due now. */
    public Future<?> look() {
        if (System.nanoTime() - restsUntil < 0 || !clock.isTrusted()) {
            return Future.succeededFuture();
        }
        Instant now = clock.shown();
        return mails.giveUpSince(now.minus(LONGEST_SENDING), now)
                .compose(_ -> sendNext())
                // What a mail server says may quote the address: the kind of the failure is all that is told.
                .recover(failure -> Future.failedFuture(failure.getClass().getName()));
    }

    private Future<Void> sendNext() {
        return mails.claim(clock.now())
                .compose(claimed -> claimed == null
                        ? Future.succeededFuture()
                        : send(claimed).compose(_ -> sendNext()));
    }

    private Future<Void> send(M claimed) {
        return mails.write(claimed)
                .transform(written -> written.succeeded()
                        ? written.result()
                                .map(mail -> deliver(claimed, mail))
                                .orElseGet(() -> settle(claimed, Outcome.NO_ADDRESS, null))
                        : written.cause() instanceof Refusal
                                ? settle(claimed, Outcome.WITHDRAWN, null)
                                : postpone(claimed, written.cause()));
    }

    private Future<Void> deliver(M claimed, Uni<Void> mail) {
        Uni<Void> answered = mail.ifNoItem().after(longestAnswer).fail();
        return Future.fromCompletionStage(answered.subscribeAsCompletionStage(), vertx.getOrCreateContext())
                .transform(sent -> {
                    if (sent.succeeded()) {
                        return settle(claimed, Outcome.SENT, null);
                    }
                    if (sent.cause() instanceof TimeoutException) {
                        // A server that fell silent may have taken it: nobody sends it again, and the others wait.
                        restsUntil = System.nanoTime() + longestAnswer.toNanos();
                        return settle(claimed, Outcome.UNCLEAR, null).compose(_ -> Future.failedFuture(sent.cause()));
                    }
                    return postpone(claimed, sent.cause());
                });
    }

    private Future<Void> postpone(M claimed, Throwable failure) {
        // What a mail server says may quote the address: the kind of the failure is all that is kept.
        String fault = failure.getClass().getSimpleName();
        Instant now = clock.shown();
        return BACK_OFF.after(mails.attempts(claimed))
                .map(rest -> mails.postpone(claimed, now.plus(rest), fault, now).<Void>mapEmpty())
                .orElseGet(() -> settle(claimed, Outcome.UNDELIVERABLE, fault));
    }

    private Future<Void> settle(M claimed, Outcome outcome, @Nullable String fault) {
        return mails.settle(claimed, outcome, fault, clock.shown()).mapEmpty();
    }
}
