package network.reuse.gateway.edge;

import io.opentelemetry.api.trace.Span;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.Future;
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
import network.reuse.defaults.problem.Problems;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Passes calls on to the services: path, token and bodies unchanged, streaming both ways. A token that is no good is
 * refused here already; the service checks it again, and alone judges a call without one.
 */
@ApplicationScoped
public class Passage {
    private static final Logger LOG = Logger.getLogger(Passage.class);
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
    private final Config config;

    public Passage(Vertx vertx, Problems problems, HttpAuthenticator authenticator, Config config) {
        this.vertx = vertx;
        this.problems = problems;
        this.authenticator = authenticator;
        this.config = config;
    }

    void route(@Observes Router router) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(2_000)
                .setMaxPoolSize(256)
                .setMaxWaitQueueSize(2_000)
                .setKeepAliveTimeout(30)
                .setIdleTimeout(120));
        for (Upstream upstream : Upstream.all(config)) {
            HttpProxy proxy = HttpProxy.reverseProxy(client)
                    .origin(upstream.port(), upstream.host())
                    .addInterceptor(new Manners(upstream));
            router.route("/v1/" + upstream.name() + "/*").handler(call -> pass(call, proxy));
        }
    }

    private void pass(RoutingContext call, HttpProxy proxy) {
        HttpServerRequest request = call.request();
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            proxy.handle(request);
            return;
        }
        request.pause();
        var _ = authenticator.attemptAuthentication(call).subscribe().with(_ -> proxy.handle(request), failure -> {
            if (failure instanceof AuthenticationFailedException) {
                request.resume();
                call.response().putHeader("WWW-Authenticate", "Bearer");
                problems.answer(401, request);
            } else {
                LOG.warnf("a token cannot be checked here, the service will: %s", failure.toString());
                proxy.handle(request);
            }
        });
    }

    /** Says where the call comes from, believing no one else about it, and answers for a service that is away. */
    private final class Manners implements ProxyInterceptor {
        private final Upstream upstream;

        Manners(Upstream upstream) {
            this.upstream = upstream;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            HttpServerRequest call = request.proxiedRequest();
            SET_HERE_ALONE.forEach(request.headers()::remove);
            if (Span.current().getSpanContext().isValid()) {
                // The client writes the trace on, as a child of the caller's; two headers of the kind are as none.
                request.headers().remove("traceparent").remove("tracestate");
            }
            if (call.remoteAddress() != null && call.remoteAddress().hostAddress() != null) {
                request.putHeader("X-Forwarded-For", call.remoteAddress().hostAddress());
            }
            request.putHeader("X-Forwarded-Proto", call.isSSL() ? "https" : "http");
            if (call.authority() != null) {
                request.putHeader("X-Forwarded-Host", call.authority().toString());
            }
            return sent(context).recover(failure -> {
                LOG.warnf("%s does not answer: %s", upstream.name(), failure.toString());
                call.response().putHeader("Retry-After", "2");
                problems.answer(503, call);
                ProxyRequest _ = request.release();
                // The answer is given; nothing of the proxy's own may follow.
                return Promise.<ProxyResponse>promise().future();
            });
        }

        /**
         * A kept connection may turn out to be closed just when it is used again; the call is then sent on another one. It
         * may be: a command carries its key, and one without is refused. For that, small bodies are read beforehand.
         */
        private Future<ProxyResponse> sent(ProxyContext context) {
            HttpServerRequest call = context.request().proxiedRequest();
            long length = length(call);
            if (length < 0 || length > SMALL) {
                return context.sendRequest();
            }
            Future<Buffer> body = call.body();
            call.resume();
            return body.compose(read -> sent(context, read, REPEATS));
        }

        private static Future<ProxyResponse> sent(ProxyContext context, Buffer body, int repeats) {
            ProxyRequest _ = context.request().setBody(body.length() == 0 ? null : Body.body(body));
            return context.sendRequest()
                    .recover(failure -> repeats > 0 && failure instanceof HttpClosedException
                            ? sent(context, body, repeats - 1)
                            : Future.failedFuture(failure));
        }

        /** The body's length; negative when it is told only by its end. */
        private static long length(HttpServerRequest call) {
            if (call.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                return -1;
            }
            String told = call.getHeader(HttpHeaders.CONTENT_LENGTH);
            // The server has refused what is not a number before it came here.
            return told == null ? 0 : Long.parseLong(told);
        }
    }
}
