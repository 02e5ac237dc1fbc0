package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls the gateway as partner systems should: each command with a key that names it, repeated with that key until it is
 * answered, whatever was away meanwhile.
 */
final class PartnerApi {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 250;

    private final LocalNetwork network;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();

    PartnerApi(LocalNetwork network) {
        this.network = network;
    }

    /** How many calls were answered. */
    long answered() {
        return answered.get();
    }

    /** How many calls had to be sent again. */
    long repeated() {
        return repeated.get();
    }

    JsonNode get(String client, String path) {
        return call(client, request(path).GET(), path);
    }

    /** A command that makes something. */
    JsonNode post(String client, String path, String key, String body) {
        return post(client, path, key, null, "application/json", body);
    }

    /** A command on the version that was read. */
    JsonNode act(String client, String path, String key, long version, String body) {
        return post(client, path, key, version, "application/json", body);
    }

    JsonNode post(String client, String path, String key, @Nullable Long version, String type, String body) {
        return post(client, path, key, version, type, HttpRequest.BodyPublishers.ofString(body));
    }

    /** A file. */
    JsonNode post(String client, String path, String key, String type, byte[] file) {
        return post(client, path, key, null, type, HttpRequest.BodyPublishers.ofByteArray(file));
    }

    private JsonNode post(
            String client,
            String path,
            String key,
            @Nullable Long version,
            String type,
            HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", type)
                .POST(body);
        if (version != null) {
            request.header("If-Match", "\"v" + version + "\"");
        }
        return call(client, request, path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(network.gatewayUri().resolve(path)).timeout(Duration.ofMinutes(1));
    }

    private JsonNode call(String client, HttpRequest.Builder request, String path) {
        long begin = System.nanoTime();
        while (true) {
            String trouble;
            try {
                HttpResponse<String> answer = http.send(
                        request.setHeader("Authorization", "Bearer " + network.token(client))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 300) {
                    long _ = answered.incrementAndGet();
                    return JSON.readTree(answer.body());
                }
                trouble = answer.statusCode() + ": " + answer.body();
                if (answer.statusCode() < 500
                        && answer.statusCode() != 401
                        && answer.statusCode() != 429
                        && !answer.body().contains("\"in_progress\"")) {
                    throw new IllegalStateException(client + " " + path + " was answered " + trouble);
                }
            } catch (IOException unanswered) {
                trouble = unanswered.toString();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            }
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new IllegalStateException(
                        client + " " + path + " was not answered for " + LONGEST + ": " + trouble);
            }
            long _ = repeated.incrementAndGet();
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
