package network.reuse.gateway.webhooks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import network.reuse.contracts.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Posts deliveries. The name is resolved once an attempt; when any of its addresses is not of the public Internet nothing is sent, and
 * else the connection goes to the very address that was judged, under the name, which TLS verifies. No redirect is followed, and of
 * an answer its head alone is read, with as much behind it as lets the connection be used again.
 *
 * <p>It has a Vert.x of its own: partners' addresses are in no metric and no span, and a resolver that hangs keeps nobody else.
 */
@ApplicationScoped
public class WebhookClient {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int AT_ONCE_TO_ONE = 8;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final long LONGEST_BODY = 64L * 1024;
    private static final int RESOLVERS = 8;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient http;
    private final HostNames names;
    private final boolean development;
    private final long patienceMillis;

    @Inject
    public WebhookClient(
            HostNames names,
            @ConfigProperty(name = "reuse.development") boolean development,
            @ConfigProperty(name = "reuse.webhooks.patience") Duration patience) {
        this(names, development, patience, new HttpClientOptions());
    }

    /** @param trust whom it believes, when that is not whom the JVM does */
    WebhookClient(HostNames names, boolean development, Duration patience, HttpClientOptions trust) {
        this.names = names;
        this.development = development;
        this.patienceMillis = patience.toMillis();
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(RESOLVERS));
        this.context = vertx.getOrCreateContext();
        this.http = vertx.createHttpClient(new HttpClientOptions(trust)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setVerifyHost(true)
                .setForceSni(true)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(AT_ONCE_TO_ONE)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(LONGEST_HEAD));
    }

    /** Made here, on no event loop. */
    void start(@Observes StartupEvent started) {}

    void stop(@Observes ShutdownEvent stopping) {
        close();
    }

    /** Ends what is under way. */
    public void close() {
        var _ = vertx.close();
    }

    /** Posts once, and nothing to an address to which nothing is delivered any more; fails when this client is closed, and never else. */
    Future<Attempted> post(String url, Map<String, String> headers, String body) {
        try {
            return post(WebhookAddress.of(url, development), headers, body);
        } catch (Refusal _) {
            return Future.succeededFuture(new Attempted(DeliveryOutcome.NOT_PUBLIC, null, null, 0));
        }
    }

    Future<Attempted> post(WebhookAddress to, Map<String, String> headers, String body) {
        Attempt attempt = new Attempt(to, headers, body);
        try {
            context.runOnContext(_ -> attempt.begin());
        } catch (RejectedExecutionException closed) {
            return Future.failedFuture(closed);
        }
        return attempt.promise.future();
    }

    /** One attempt; all of it happens on the one thread of this client's own. */
    private final class Attempt {
        private final WebhookAddress to;
        private final Map<String, String> headers;
        private final String body;
        private final Promise<Attempted> promise = Promise.promise();
        private final long began = System.nanoTime();
        private long timer;
        private long read;
        private @Nullable HttpClientRequest request;
        private @Nullable HttpClientResponse head;

        Attempt(WebhookAddress to, Map<String, String> headers, String body) {
            this.to = to;
            this.headers = headers;
            this.body = body;
        }

        void begin() {
            timer = vertx.setTimer(patienceMillis, _ -> {
                end(DeliveryOutcome.TIMED_OUT);
                abort();
            });
            vertx.executeBlocking(() -> names.addresses(to.host()), false).onComplete(resolved -> {
                if (resolved.failed()) {
                    end(
                            resolved.cause() instanceof UnknownHostException
                                    ? DeliveryOutcome.NO_ADDRESS
                                    : DeliveryOutcome.NOT_REACHED);
                } else if (resolved.result().isEmpty()) {
                    end(DeliveryOutcome.NO_ADDRESS);
                } else if (!resolved.result().stream().allMatch(one -> to.mayBe(one, development))) {
                    end(DeliveryOutcome.NOT_PUBLIC);
                } else {
                    connect(preferred(resolved.result()));
                }
            });
        }

        private void connect(InetAddress address) {
            if (isOver()) {
                return;
            }
            http.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                            .setHost(to.host())
                            .setPort(to.port())
                            .setSsl(to.isEncrypted())
                            .setURI(to.target())
                            .setFollowRedirects(false))
                    .onComplete(opened -> {
                        if (opened.failed()) {
                            end(DeliveryOutcome.NOT_REACHED);
                        } else {
                            request = opened.result();
                            send(opened.result());
                        }
                    });
        }

        private void send(HttpClientRequest opened) {
            if (isOver()) {
                abort();
                return;
            }
            headers.forEach(opened::putHeader);
            opened.send(body).onComplete(answered -> {
                if (answered.failed()) {
                    end(DeliveryOutcome.NOT_REACHED);
                } else {
                    answered(answered.result());
                }
            });
        }

        /** The head decides; what comes behind it is passed over, and ends the connection when it is long. */
        private void answered(HttpClientResponse response) {
            head = response;
            response.handler(chunk -> {
                read += chunk.length();
                if (read > LONGEST_BODY) {
                    end(DeliveryOutcome.NOT_REACHED);
                    abort();
                }
            });
            response.end().onComplete(_ -> end(DeliveryOutcome.NOT_REACHED));
        }

        private boolean isOver() {
            return promise.future().isComplete();
        }

        private void abort() {
            HttpClientRequest open = request;
            if (open != null) {
                boolean _ = open.reset();
            }
        }

        /** @param otherwise what it comes to when no head has arrived */
        private void end(DeliveryOutcome otherwise) {
            boolean _ = vertx.cancelTimer(timer);
            int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            HttpClientResponse answer = head;
            boolean _ = promise.tryComplete(
                    answer == null
                            ? new Attempted(otherwise, null, null, millis)
                            : new Attempted(
                                    answer.statusCode() / 100 == 2
                                            ? DeliveryOutcome.DELIVERED
                                            : DeliveryOutcome.REJECTED,
                                    answer.statusCode(),
                                    RetryAfter.of(answer.getHeader("Retry-After")),
                                    millis));
        }
    }

    /** IPv4 where there is one: a cluster may have no way out for IPv6. */
    private static InetAddress preferred(List<InetAddress> all) {
        return all.stream().filter(Inet4Address.class::isInstance).findFirst().orElseGet(all::getFirst);
    }
}
