package network.reuse.defaults.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.KeysAway;
import network.reuse.defaults.problem.Problems;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The first thing that every request meets: a head that breaks a rule is refused before anything else looks at it. An
 * answer that is given before the whole body has come closes its connection. Also answers what fails before a resource is
 * found as a problem.
 */
@ApplicationScoped
public class RequestFilter {
    private static final int FIRST = 1_000;

    private final Problems problems;
    private final Uploads uploads;
    private final long largest;

    public RequestFilter(
            Problems problems, Uploads uploads, @ConfigProperty(name = "reuse.request.bulk-body") long largest) {
        this.problems = problems;
        this.uploads = uploads;
        this.largest = largest;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::meet, FIRST);
    }

    void fallback(@Observes Router router) {
        for (int status : new int[] {400, 404, 406, 413, 415}) {
            router.errorHandler(status, context -> problems.answer(status, context.request()));
        }
        router.errorHandler(405, context -> problems.answerOffered(router, context));
        // What the router itself refuses before any handler, such as a request without a host, is answered here;
        // and a token that cannot be checked, before a resource is found.
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (context.statusCode() == 400 && context.failure() instanceof VertxException) {
                context.response().putHeader("X-Content-Type-Options", "nosniff");
                problems.answer(400, context.request());
            } else if (context.failure() instanceof KeysAway) {
                context.response()
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("Retry-After", "2");
                problems.answer(503, context.request());
            } else {
                context.next();
            }
        });
    }

    private void meet(RoutingContext context) {
        HttpServerRequest request = context.request();
        // Set last, so that an answer that is passed on has it once.
        var _ = context.addHeadersEndHandler(_ -> request.response().putHeader("X-Content-Type-Options", "nosniff"));
        boolean body = hasBody(request);
        if (body) {
            uploads.watch(context);
        }
        Optional<Refusal> broken = HeadRules.broken(request);
        if (broken.isPresent()) {
            problems.answer(broken.get(), request);
            return;
        }
        String expectation = request.getHeader(HttpHeaders.EXPECT);
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            problems.answer(417, request);
            return;
        }
        if (body && length(request) > largest) {
            problems.answer(413, request);
            return;
        }
        context.next();
    }

    /** Whether a body follows the head. */
    public static boolean hasBody(HttpServerRequest request) {
        return length(request) != 0;
    }

    /** The length of the body; negative when only its end will tell. */
    public static long length(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            String told = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return told != null ? Long.parseLong(told) : request.isEnded() ? 0 : -1;
        }
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return -1;
        }
        String told = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // The server has refused what is not a number before it came here.
        return told == null ? 0 : Long.parseLong(told);
    }
}
