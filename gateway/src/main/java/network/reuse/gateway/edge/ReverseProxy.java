package network.reuse.gateway.edge;

import io.opentelemetry.api.trace.Span;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import network.reuse.defaults.problem.Problems;
import network.reuse.defaults.request.RequestFilter;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls on to the services: path, token and bodies unchanged, streaming both ways. A call without a token is refused
 * here before anything of its body is read, unless it is public; so is one whose token is no good, and one too many of a client or
 * an address. The service checks the token again.
 */
@ApplicationScoped
public class ReverseProxy {
    private static final Logger LOG = Logger.getLogger(ReverseProxy.class);
    private static final long SMALL = 64 * 1024;
    private static final int REPEATS = 3;
    private static final List<String> SET_HERE_ALONE = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Server",
            "X-Real-IP");

    private final Vertx vertx;
    private final Problems problems;
    private final HttpAuthenticator authenticator;
    private final PublicOperations open;
    private final ClientAddresses addresses;
    private final RateLimits limits;
    private final Config config;
    private final long publicBody;
    private final long largestBody;
    private final long mostKept;
    private final Set<String> compressible;
    private final AtomicLong kept = new AtomicLong();

    public ReverseProxy(
            Vertx vertx,
            Problems problems,
            HttpAuthenticator authenticator,
            PublicOperations open,
            ClientAddresses addresses,
            RateLimits limits,
            Config config,
            @ConfigProperty(name = "reuse.request.public-body") long publicBody,
            @ConfigProperty(name = "reuse.request.bulk-body") long largestBody,
            @ConfigProperty(name = "reuse.edge.kept-bodies") long mostKept) {
        this.vertx = vertx;
        this.problems = problems;
        this.authenticator = authenticator;
        this.open = open;
        this.addresses = addresses;
        this.limits = limits;
        this.config = config;
        this.publicBody = publicBody;
        this.largestBody = largestBody;
        this.mostKept = mostKept;
        this.compressible = Set.copyOf(config.getValues("quarkus.http.compress-media-types", String.class));
    }

    void route(@Observes Router router) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(2_000)
                .setMaxPoolSize(256)
                .setMaxWaitQueueSize(2_000)
                .setKeepAliveTimeout(30)
                .setIdleTimeout(120));
        for (Upstream upstream : Upstream.all(config)) {
            Proxies proxies = new Proxies(proxy(client, upstream, true), proxy(client, upstream, false));
            router.route("/v1/" + upstream.name() + "/*").handler(call -> pass(call, proxies));
            upstream.wellKnown().forEach(path -> router.route(path).handler(call -> pass(call, proxies)));
        }
    }

    /** The ways to a service: for callers who have shown who they are, and for all others. */
    private record Proxies(HttpProxy known, HttpProxy unknown) {}

    private HttpProxy proxy(HttpClient client, Upstream upstream, boolean known) {
        return HttpProxy.reverseProxy(client)
                .origin(upstream.port(), upstream.host())
                .addInterceptor(new Manners(upstream, known));
    }

    private void pass(RoutingContext call, Proxies proxies) {
        HttpServerRequest request = call.request();
        boolean anybody = open.cover(request);
        if (anybody && RequestFilter.length(request) < 0) {
            problems.answer(411, request);
        } else if (anybody && RequestFilter.length(request) > publicBody) {
            problems.answer(413, request);
        } else if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            authenticate(call, proxies, anybody);
        } else if (anybody) {
            goIfAdmitted(call, null, proxies.unknown());
        } else {
            refuse(call);
        }
    }

    private void authenticate(RoutingContext call, Proxies proxies, boolean anybody) {
        HttpServerRequest request = call.request();
        request.pause();
        var _ = authenticator
                .attemptAuthentication(call)
                .subscribe()
                .with(
                        identity -> {
                            if (identity != null) {
                                goIfAdmitted(call, identity, proxies.known());
                            } else if (anybody) {
                                goIfAdmitted(call, null, proxies.unknown());
                            } else {
                                refuse(call);
                            }
                        },
                        failure -> {
                            if (failure instanceof AuthenticationFailedException) {
                                refuse(call);
                            } else {
                                LOG.warnf("a token cannot be checked here, the service will: %s", failure.toString());
                                goIfAdmitted(call, null, proxies.unknown());
                            }
                        });
    }

    private void refuse(RoutingContext call) {
        if (isAdmitted(call, null)) {
            call.response().putHeader("WWW-Authenticate", "Bearer");
            problems.answer(401, call.request());
        }
    }

    private boolean isAdmitted(RoutingContext call, @Nullable SecurityIdentity identity) {
        RateLimits.Verdict verdict = limits.count(call, identity);
        if (!verdict.admitted()) {
            call.response().putHeader("Retry-After", Long.toString(verdict.retrySeconds()));
            problems.answer(429, call.request());
        }
        return verdict.admitted();
    }

    private void goIfAdmitted(RoutingContext call, @Nullable SecurityIdentity identity, HttpProxy proxy) {
        if (!isAdmitted(call, identity)) {
            return;
        }
        HttpServerRequest request = call.request();
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            var _ = request.response().writeContinue();
        }
        proxy.handle(request);
    }

    /** Says where the call comes from, believing trusted proxies alone about it, and answers for a service that is away. */
    private final class Manners implements ProxyInterceptor {
        private final Upstream upstream;
        private final boolean known;

        Manners(Upstream upstream, boolean known) {
            this.upstream = upstream;
            this.known = known;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            HttpServerRequest call = request.proxiedRequest();
            SET_HERE_ALONE.forEach(request.headers()::remove);
            // Answered here, where the caller waits for it.
            request.headers().remove(HttpHeaders.EXPECT);
            if (Span.current().getSpanContext().isValid()) {
                // The client writes the trace on, as a child of the caller's; two headers of the kind are as none.
                request.headers().remove("traceparent").remove("tracestate");
            }
            request.putHeader("X-Forwarded-For", addresses.of(call));
            request.putHeader("X-Forwarded-Proto", addresses.scheme(call));
            if (call.authority() != null) {
                request.putHeader("X-Forwarded-Host", call.authority().toString());
            }
            return sent(context).recover(failure -> {
                LOG.warnf("%s does not answer: %s", upstream.name(), failure.toString());
                if (!call.response().headWritten()) {
                    call.response().putHeader("Retry-After", "2");
                    problems.answer(503, call);
                }
                ProxyRequest _ = request.release();
                // The answer is given; nothing of the proxy's own may follow.
                return Promise.<ProxyResponse>promise().future();
            });
        }

        /** What anybody may read is compressed here, for whoever takes it so; all else is passed on as the service sent it. */
        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            HttpServerRequest call = context.request().proxiedRequest();
            MultiMap headers = context.response().headers();
            if (open.cover(call)
                    && !headers.contains(HttpHeaders.CONTENT_ENCODING)
                    && compressible.contains(mediaType(headers.get(HttpHeaders.CONTENT_TYPE)))) {
                // The server adds "identity" to whatever nobody decides on.
                var _ = call.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
            }
            return context.sendResponse();
        }

        private static String mediaType(@Nullable String contentType) {
            return contentType == null
                    ? ""
                    : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        /**
         * A kept connection may turn out to be closed just when it is used again; the call is then sent on another one. It
         * may be: a command carries its key, and one without is refused. For that, small bodies of callers who have shown
         * who they are are read beforehand, as many as there is room for; all others are sent once, as they come.
         */
        private Future<ProxyResponse> sent(ProxyContext context) {
            HttpServerRequest call = context.request().proxiedRequest();
            long length = RequestFilter.length(call);
            if (length == 0) {
                return sent(context, Buffer.buffer(), REPEATS);
            }
            if (!known || length < 0 || length > SMALL || !reserve(length)) {
                BoundedBody body = new BoundedBody(call, largestBody, () -> problems.answer(413, call));
                ProxyRequest _ = context.request().setBody(Body.body(body, length));
                return context.sendRequest();
            }
            Future<Buffer> body = call.body();
            call.resume();
            return body.compose(read -> sent(context, read, REPEATS)).onComplete(_ -> kept.addAndGet(-length));
        }

        private boolean reserve(long length) {
            if (kept.addAndGet(length) > mostKept) {
                kept.addAndGet(-length);
                return false;
            }
            return true;
        }

        private static Future<ProxyResponse> sent(ProxyContext context, Buffer body, int repeats) {
            ProxyRequest _ = context.request().setBody(body.length() == 0 ? null : Body.body(body));
            return context.sendRequest()
                    .recover(failure -> repeats > 0 && failure instanceof HttpClosedException
                            ? sent(context, body, repeats - 1)
                            : Future.failedFuture(failure));
        }
    }
}
