package network.reuse.defaults.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.KeysAway;
import network.reuse.defaults.problem.Problems;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The operator's desk: an HTTP server of its own, apart from callers, health and metrics, that lets in only who has the key or
 * the role, and nobody whom a web page of another origin has sent. It gives no page leave to read anything.
 */
@ApplicationScoped
public class Desk {
    /** Why somebody is not let in. */
    private enum Reason {
        REQUEST,
        ORIGIN,
        KEYCLOAK,
        CREDENTIAL,
        ROLE,
        FAILURE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Logger LOG = Logger.getLogger(Desk.class);
    private static final int LONGEST_LINE = 2_048;
    private static final int LARGEST_HEAD = 16_384;
    private static final int LARGEST_BODY = 16_384;
    private static final int LONGEST_SILENCE_SECONDS = 60;

    private final Vertx vertx;
    private final DeskAccess access;
    private final Problems problems;
    private final ObjectMapper json;
    private final Event<DeskRoutes> parts;
    private final MeterRegistry metrics;
    private final String host;
    private final int port;
    private volatile @Nullable HttpServer server;

    public Desk(
            Vertx vertx,
            DeskAccess access,
            Problems problems,
            ObjectMapper json,
            Event<DeskRoutes> parts,
            MeterRegistry metrics,
            @ConfigProperty(name = "reuse.operator.host") String host,
            @ConfigProperty(name = "reuse.operator.port") int port) {
        this.vertx = vertx;
        this.access = access;
        this.problems = problems;
        this.json = json;
        this.parts = parts;
        this.metrics = metrics;
        this.host = host;
        this.port = port;
    }

    void open(@Observes StartupEvent started) {
        if (!access.isPossible()) {
            LOG.warn(
                    "the operator's desk stays closed: nobody could be let in. Set reuse.operator.key-file, or the realm");
            return;
        }
        // All are there from the beginning, so that the first refusal is seen to be one more than none.
        for (Reason reason : Reason.values()) {
            var _ = refused(reason);
        }
        HttpServer opened = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEAD)
                        .setIdleTimeout(LONGEST_SILENCE_SECONDS))
                .requestHandler(router());
        await(opened.listen(), "listen on " + host + ":" + port);
        server = opened;
        LOG.infof("the operator's desk is open on %s:%d", host, port());
    }

    /** The port that it listens on: what was asked for, or, where that was 0, what was free. */
    public int port() {
        HttpServer opened = server;
        return opened == null ? port : opened.actualPort();
    }

    void close(@Observes ShutdownEvent stopping) {
        HttpServer opened = server;
        if (opened != null) {
            await(opened.close(), "close");
        }
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::admit);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        DeskRoutes routes = new DeskRoutes(router, this::answer);
        parts.fire(routes);
        routes.offered()
                .forEach((path, methods) -> router.route(path).handler(context -> {
                    context.response().putHeader("Allow", String.join(", ", methods));
                    refuse(context, Reason.REQUEST, 405);
                }));
        for (int status : new int[] {400, 404, 413}) {
            router.errorHandler(status, context -> refuse(context, Reason.REQUEST, status));
        }
        router.errorHandler(500, context -> {
            LOG.error("the operator's desk failed", context.failure());
            problems.answer(500, context.request());
        });
        return router;
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        Set<String> own = Set.of("http://" + host + ":" + port(), "http://localhost:" + port());
        if (ForeignPages.sent(request, own)) {
            refuse(context, Reason.ORIGIN, 403);
            return;
        }
        request.pause();
        var _ = access.operator(request)
                .onSuccess(operator -> {
                    context.put(DeskRoutes.OPERATOR, operator);
                    request.resume();
                    context.next();
                })
                .onFailure(failure -> {
                    request.resume();
                    switch (failure) {
                        case KeysAway _ -> refuse(context, Reason.KEYCLOAK, 503);
                        case UnauthorizedException _, AuthenticationFailedException _ ->
                            refuse(context, Reason.CREDENTIAL, 401);
                        case ForbiddenException _ -> refuse(context, Reason.ROLE, 403);
                        default -> {
                            LOG.warnf("a token cannot be checked: %s", failure.toString());
                            refuse(context, Reason.FAILURE, 503);
                        }
                    }
                });
    }

    private Counter refused(Reason reason) {
        return metrics.counter("reuse.operator.refused", "reason", reason.label());
    }

    /** Says no; the log has who asked and why not, never what was shown. */
    private void refuse(RoutingContext context, Reason reason, int status) {
        HttpServerRequest request = context.request();
        refused(reason).increment();
        LOG.warnf(
                "the operator's desk refused %s from %s: %s",
                request.method(), request.remoteAddress(), reason.label());
        switch (status) {
            case 401 -> request.response().putHeader("WWW-Authenticate", "Bearer");
            case 503 -> request.response().putHeader("Retry-After", "5");
            default -> {}
        }
        // What is left of a body is not waited for.
        request.response().putHeader("Connection", "close");
        problems.answer(status, request);
    }

    private void answer(RoutingContext context, Future<?> outcome) {
        var _ = outcome.onSuccess(value -> {
                    try {
                        context.response()
                                .putHeader("Content-Type", "application/json")
                                .putHeader("X-Content-Type-Options", "nosniff")
                                .putHeader("Cache-Control", "no-store")
                                .end(json.writeValueAsString(value))
                                .onFailure(gone -> LOG.debug("the operator is gone", gone));
                    } catch (JsonProcessingException impossible) {
                        context.fail(impossible);
                    }
                })
                .onFailure(failure -> {
                    switch (failure) {
                        case Refusal refusal -> problems.answer(refusal, context.request());
                        case DeskRefusal refusal -> problems.answer(notNow(refusal), context.request());
                        default -> {
                            LOG.warnf("the operator's desk could not do what it was asked: %s", failure.toString());
                            problems.answer(503, context.request());
                        }
                    }
                });
    }

    private static Refusal notNow(DeskRefusal refusal) {
        String why = refusal.getMessage();
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "not_decided",
                "La décision n'a pas été prise : " + why + ".",
                "The decision was not taken: " + why + ".");
    }

    private static void await(Future<?> done, String what) {
        try {
            var _ = done.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the operator's desk cannot " + what, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
