package network.reuse.gateway.progress;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets few questions run at once and some wait for their turn; more are answered 429 with {@code Retry-After}, so that
 * whoever asks much slows nobody else.
 */
final class Bulkhead {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final int mostAtOnce;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Bulkhead(int mostAtOnce, int mostWaiting) {
        this.mostAtOnce = mostAtOnce;
        this.mostWaiting = mostWaiting;
    }

    /** Asks when its turn has come. */
    <T> Future<T> run(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        Runnable turn = () -> Future.succeededFuture()
                .compose(_ -> question.get())
                .onComplete(answer)
                .onComplete(_ -> next());
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
