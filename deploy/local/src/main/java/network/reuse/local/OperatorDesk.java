package network.reuse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The operator's desk of one running service, asked with the network's own key. */
public final class OperatorDesk {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI uri;
    private final String key;

    OperatorDesk(URI uri, String key) {
        this.uri = uri;
        this.key = key;
    }

    /** Where it listens. */
    public URI uri() {
        return uri;
    }

    /** What there is to see at a path such as {@code /quarantine}. */
    public HttpResponse<String> read(String path) {
        return answer(request(path).GET());
    }

    /** Takes a decision, such as {@code /quarantine/7/replay}, under the name of the one who decides. */
    public HttpResponse<String> decide(String path, String operator) {
        return answer(request(path).header("X-Operator", operator).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Takes a decision that has a JSON body, under the name of the one who decides. */
    public HttpResponse<String> decide(String path, String operator, String json) {
        return answer(request(path)
                .header("X-Operator", operator)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new UncheckedIOException("The operator's desk at " + uri + " does not answer.", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
