package network.reuse.defaults.request;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The bulkheads of bulk calls, one for each kind of seats: so many run at once, a few more wait for a moment with their bodies unread, and the others are
 * told to come back (429). Whoever sends one file after another never meets it: an answer may arrive before its seat is free.
 */
@ApplicationScoped
public class BulkSeats {
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int MOST_WAITING = 8;

    private final Vertx vertx;
    private final Duration patience;
    private final Room many;
    private final Room file;

    /** Seats, and the calls that wait for one. */
    private static final class Room {
        private final int seats;
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private int running;

        Room(int seats) {
            this.seats = seats;
        }
    }

    /** A call that waits for a seat. */
    private record Waiting(
            ResteasyReactiveRequestContext call, HttpServerRequest request, Context context, ClassLoader loader) {
        void proceed(@Nullable Throwable refusal) {
            context.runOnContext(_ -> {
                Thread.currentThread().setContextClassLoader(loader);
                if (refusal == null) {
                    call.resume();
                } else {
                    call.resume(refusal);
                }
            });
        }
    }

    public BulkSeats(
            Vertx vertx,
            @ConfigProperty(name = "reuse.request.bulk-at-once") int atOnce,
            @ConfigProperty(name = "reuse.request.files-at-once") int filesAtOnce,
            @ConfigProperty(name = "reuse.request.bulk-patience") Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.many = new Room(atOnce);
        this.file = new Room(filesAtOnce);
    }

    /** Takes a seat until the call is answered, at once or after a moment; refuses the call where none becomes free. */
    void take(Bulk.Seats seats, ResteasyReactiveRequestContext call, HttpServerRequest request) {
        Room room = switch (seats) {
            case MANY -> many;
            case FILE -> file;
        };
        Waiting one = new Waiting(
                call,
                request,
                vertx.getOrCreateContext(),
                Thread.currentThread().getContextClassLoader());
        synchronized (room) {
            if (room.running < room.seats) {
                room.running++;
                call.registerCompletionCallback(_ -> leave(room));
                return;
            }
            if (room.waiting.size() == MOST_WAITING) {
                throw refusal();
            }
            call.suspend();
            room.waiting.add(one);
        }
        vertx.setTimer(patience.toMillis(), _ -> {
            boolean late;
            synchronized (room) {
                late = room.waiting.remove(one);
            }
            if (late) {
                one.proceed(refusal());
            }
        });
    }

    private static void leave(Room room) {
        Waiting next;
        synchronized (room) {
            next = room.waiting.poll();
            if (next == null) {
                room.running--;
                return;
            }
        }
        next.context().runOnContext(_ -> {
            if (next.request().response().closed()) {
                next.call().close();
                leave(room);
            } else {
                next.call().registerCompletionCallback(_ -> leave(room));
                next.proceed(null);
            }
        });
    }

    private static WebApplicationException refusal() {
        return new WebApplicationException(Response.status(Response.Status.TOO_MANY_REQUESTS)
                .header("Retry-After", RETRY_AFTER_SECONDS)
                .build());
    }
}
