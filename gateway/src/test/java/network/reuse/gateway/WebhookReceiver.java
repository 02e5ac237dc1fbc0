package network.reuse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A partner's end of a webhook, which remembers what came and checks who sent it, with the library that partners have. */
final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> present = new ConcurrentHashMap<>();
    private final AtomicInteger crowded = new AtomicInteger();
    private final AtomicInteger unsigned = new AtomicInteger();
    private volatile int status = 204;
    private volatile @Nullable String secret;

    /**
     * What came.
     *
     * @param accepted whether it was answered 2xx
     */
    record Arrival(String webhookId, JsonNode event, boolean accepted) {
        String id() {
            return event.path("id").asText();
        }

        String stream() {
            return event.path("source").asText() + " " + event.path("subject").asText();
        }

        long sequence() {
            return Long.parseLong(event.path("sequence").asText());
        }
    }

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/reemploi?cle=1";
    }

    /** From now on answers so. */
    void answers(int next) {
        status = next;
    }

    /** From now on takes only what is signed with this. */
    void believes(String next) {
        secret = next;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    List<Arrival> accepted() {
        return arrivals.stream().filter(Arrival::accepted).toList();
    }

    /** How often something of a stream came while something of it was still being answered. */
    int crowded() {
        return crowded.get();
    }

    /** How much came that was not signed with the secret that is believed. */
    int unsigned() {
        return unsigned.get();
    }

    private void take(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode event = JSON.readTree(text);
        AtomicInteger there =
                present.computeIfAbsent(event.path("source") + "" + event.path("subject"), _ -> new AtomicInteger());
        if (there.incrementAndGet() > 1) {
            int _ = crowded.incrementAndGet();
        }
        boolean known = isSigned(call, text);
        int answer = known ? status : 401;
        arrivals.add(
                new Arrival(String.valueOf(call.getRequestHeaders().getFirst("webhook-id")), event, answer / 100 == 2));
        int _ = there.decrementAndGet();
        call.sendResponseHeaders(answer, -1);
        call.close();
    }

    private boolean isSigned(HttpExchange call, String body) {
        String believed = secret;
        if (believed == null) {
            return true;
        }
        try {
            new Webhook(believed).verify(body, call.getRequestHeaders());
            return true;
        } catch (EmptyWebhookSecretException | WebhookVerificationException no) {
            int _ = unsigned.incrementAndGet();
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
