package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A partner system that calls the network through the gateway with its own token. */
final class Partner {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final Supplier<String> token;

    Partner(LocalNetwork network, String client) {
        this(network.gatewayUri(), () -> network.token(client));
    }

    Partner(URI base, Supplier<String> token) {
        this.base = base;
        this.token = token;
    }

    /** An answer, with its body read as JSON where it is. */
    record Reply(int status, JsonNode body, HttpResponse<String> http) {
        /** The version in the ETag. */
        long version() {
            String etag = http.headers().firstValue("etag").orElseThrow();
            return Long.parseLong(etag.replaceAll("^\"v(\\d+).*", "$1"));
        }

        @CanIgnoreReturnValue
        Reply expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError(
                        "expected " + wanted + " of " + http.request().method() + " "
                                + http.uri().getPath() + ", got " + status + ": " + http.body()
                                + (status < 500 ? "" : RunningNetwork.warnings()));
            }
            return this;
        }
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    /** A command on what exists: with a key of its own and the version that was read. */
    Reply act(String path, long version, String body) {
        return send(request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "\"v" + version + "\"")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A command with this key; without a version when it makes something new. */
    Reply post(String path, String key, @Nullable Long version, String type, String body) {
        HttpRequest.Builder request = request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(version == null ? request : request.header("If-Match", "\"v" + version + "\""));
    }

    Reply post(String path, String body) {
        return post(path, UUID.randomUUID().toString(), null, "application/json", body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token.get());
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), read(answer.body()), answer);
        } catch (IOException unknown) {
            throw new Unanswered(unknown);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The call got no answer: its effect is unknown until it is repeated with the same key. */
    static final class Unanswered extends RuntimeException {
        Unanswered(IOException cause) {
            super(cause);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        } catch (IOException text) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
