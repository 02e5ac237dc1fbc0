package network.reuse.defaults.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a request once its operation is known and its caller allowed, before its body is read: the type of the
 * answer is one that the caller takes (406), the query has no parameter that the operation does not know (422), the body has
 * the length of such an operation's (413), or says it where anybody may call (411), only so many bytes of bodies are kept at
 * a time (503), and few bulk calls run at a time (429).
 */
@ApplicationScoped
public class RequestRules {
    private static final int AFTER_SECONDS = 5;

    private final long publicBody;
    private final long body;
    private final long bulkBody;
    private final long allBodies;
    private final BulkSeats bulkSeats;
    private final AtomicLong kept = new AtomicLong();
    private final Map<RuntimeResource, Operation> operations = new ConcurrentHashMap<>();

    /**
     * What an operation allows.
     *
     * @param produces the one type that it answers; null when it has several or none
     * @param seats whose seats it takes, which is bulk; null when it is not
     */
    private record Operation(
            @Nullable MediaType produces, boolean open, Bulk.@Nullable Seats seats, KnownParameters known) {
        static Operation of(RuntimeResource resource) {
            Method method = resource.getLazyMethod().getMethod();
            Bulk bulk = method.getAnnotation(Bulk.class);
            MediaType[] types = resource.getProduces() == null
                    ? new MediaType[0]
                    : resource.getProduces().getSortedOriginalMediaTypes();
            return new Operation(
                    types.length == 1 ? types[0] : null,
                    method.isAnnotationPresent(PermitAll.class)
                            || method.getDeclaringClass().isAnnotationPresent(PermitAll.class),
                    bulk == null ? null : bulk.value(),
                    KnownParameters.of(method));
        }

        boolean many() {
            return seats != null;
        }
    }

    public RequestRules(
            @ConfigProperty(name = "reuse.request.public-body") long publicBody,
            @ConfigProperty(name = "reuse.request.body") long body,
            @ConfigProperty(name = "reuse.request.bulk-body") long bulkBody,
            @ConfigProperty(name = "reuse.request.all-bodies") long allBodies,
            BulkSeats bulkSeats) {
        this.publicBody = publicBody;
        this.body = body;
        this.bulkBody = bulkBody;
        this.allBodies = allBodies;
        this.bulkSeats = bulkSeats;
    }

    @ServerRequestFilter(nonBlocking = true)
    void check(RoutingContext routing) {
        HttpServerRequest call = routing.request();
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        Operation operation = operations.computeIfAbsent(context.getTarget(), Operation::of);
        accept(context, call, operation);
        operation.known().check(routing);
        if (!call.isEnded() && RequestFilter.hasBody(call)) {
            hold(context, call, operation);
        }
        Bulk.Seats seats = operation.seats();
        if (seats != null) {
            bulkSeats.take(seats, context, call);
        }
    }

    private void hold(ResteasyReactiveRequestContext context, HttpServerRequest call, Operation operation) {
        long length = RequestFilter.length(call);
        long limit = operation.open() ? publicBody : operation.many() ? bulkBody : body;
        if (operation.open() && length < 0) {
            throw new WebApplicationException(Response.Status.LENGTH_REQUIRED);
        }
        if (length > limit) {
            throw new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        if (!operation.many()) {
            long room = length < 0 ? limit : length;
            keep(context, room);
            read(context, call, room);
        }
    }

    private static void accept(ResteasyReactiveRequestContext context, HttpServerRequest call, Operation operation) {
        MediaType type = operation.produces();
        if (type == null) {
            return;
        }
        Optional<MediaRanges> accepted = MediaRanges.read(call.headers().getAll(HttpHeaders.ACCEPT));
        if (accepted.isEmpty() || !accepted.get().accept(type.getType(), type.getSubtype())) {
            throw new WebApplicationException(Response.Status.NOT_ACCEPTABLE);
        }
        // Judged here, and whatever else judges it further on reads the header less strictly.
        context.setProducesChecked(true);
        context.setResponseContentType(type);
    }

    private void keep(ResteasyReactiveRequestContext context, long room) {
        if (kept.addAndGet(room) > allBodies) {
            kept.addAndGet(-room);
            throw new WebApplicationException(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header("Retry-After", AFTER_SECONDS)
                    .build());
        }
        context.registerCompletionCallback(_ -> kept.addAndGet(-room));
    }

    /** Reads a small body as it comes, without a thread that waits for it. */
    private static void read(ResteasyReactiveRequestContext context, HttpServerRequest call, long room) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        context.suspend();
        ServerHttpRequest request = context.serverRequest();
        AtomicBoolean reading = new AtomicBoolean(true);
        call.exceptionHandler(_ -> {
            if (reading.getAndSet(false)) {
                // The caller is gone: there is nobody to answer.
                context.close();
            }
        });
        request.setReadListener(new ServerHttpRequest.ReadCallback() {
            private final byte[] all = new byte[(int) room];
            private int length;

            @Override
            public void data(ByteBuffer chunk) {
                int size = chunk.remaining();
                if (size <= all.length - length) {
                    chunk.get(all, length, size);
                    length += size;
                } else if (reading.getAndSet(false)) {
                    length = all.length;
                    context.resume(new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE));
                }
            }

            @Override
            public void done() {
                if (reading.getAndSet(false)) {
                    context.setInputStream(new ByteArrayInputStream(all, 0, length));
                    Thread.currentThread().setContextClassLoader(loader);
                    context.resume();
                }
            }
        });
        request.resumeRequestInput();
    }
}
