package network.reuse.gateway.figures;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Lets few questions run at once and some wait for their turn; more are answered 429 with {@code Retry-After}. A turn is free
 * again after a rest of three times what its question took, at most {@value #LONGEST_REST_MILLIS} ms: questions take at most
 * a quarter of the time, and less of it the busier the process is, so whoever asks much slows nobody else.
 */
final class Bulkhead {
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int REST = 3;
    private static final long LONGEST_REST_MILLIS = 250;

    private final int mostAtOnce;
    private final int mostWaiting;
    private final LongFunction<Future<Void>> pause;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** A bulkhead whose rests are futures that complete after so many milliseconds. */
    Bulkhead(int mostAtOnce, int mostWaiting, LongFunction<Future<Void>> pause) {
        this.pause = pause;
        this.mostAtOnce = mostAtOnce;
        this.mostWaiting = mostWaiting;
    }

    /** Asks when its turn has come. */
    <T> Future<T> run(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        Runnable turn = () -> {
            long begun = System.nanoTime();
            Future.succeededFuture()
                    .compose(_ -> question.get())
                    .onComplete(answer)
                    .transform(_ -> rest(System.nanoTime() - begun))
                    .onComplete(_ -> next());
        };
        synchronized (waiting) {
            if (running == mostAtOnce) {
                if (waiting.size() == mostWaiting) {
                    return Future.failedFuture(new ClientErrorException(Response.status(429)
                            .header("Retry-After", RETRY_AFTER_SECONDS)
                            .build()));
                }
                waiting.add(turn);
                return answer.future();
            }
            running++;
        }
        turn.run();
        return answer.future();
    }

    private Future<Void> rest(long nanos) {
        return pause.apply(Math.clamp(REST * nanos / 1_000_000, 1, LONGEST_REST_MILLIS));
    }

    private void next() {
        Runnable turn;
        synchronized (waiting) {
            turn = waiting.poll();
            if (turn == null) {
                running--;
                return;
            }
        }
        turn.run();
    }
}
