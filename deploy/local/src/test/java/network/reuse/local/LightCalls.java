package network.reuse.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Callers who offer a small lot now and then, and note how long each answer took. */
final class LightCalls implements AutoCloseable {
    private static final int CALLERS = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<Long> nanos = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean calling = true;

    LightCalls(LocalNetwork network) {
        for (int i = 0; i < CALLERS; i++) {
            Partner donor = new Partner(network, "region-grand-est");
            callers.add(Thread.ofVirtual().start(() -> call(donor)));
        }
    }

    private void call(Partner donor) {
        while (calling) {
            long begin = System.nanoTime();
            try {
                Partner.Reply reply = donor.post("/v1/collection/lots", Stock.offer("light-" + UUID.randomUUID()));
                if (reply.status() != 201) {
                    wrong.add(reply.status() + " " + reply.body());
                }
            } catch (Partner.Unanswered lost) {
                wrong.add(lost.toString());
            }
            nanos.add(System.nanoTime() - begin);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    int count() {
        return nanos.size();
    }

    /** What was answered otherwise than with 201. */
    List<String> wrong() {
        return wrong;
    }

    /** The time in which 95 of 100 calls were answered, in milliseconds. */
    double p95() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1) / 1e6;
    }

    @Override
    public void close() {
        calling = false;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
