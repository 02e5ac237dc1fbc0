package network.reuse.gateway.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The operations that anybody may call without a token: exactly those of {@code public-operations.txt}. */
@ApplicationScoped
public class PublicOperations {
    private record One(HttpMethod method, Pattern path) {}

    private final List<One> all;

    PublicOperations() {
        try (InputStream list = Objects.requireNonNull(
                Thread.currentThread().getContextClassLoader().getResourceAsStream("public-operations.txt"))) {
            all = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(PublicOperations::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static One read(String line) {
        int space = line.indexOf(' ');
        StringBuilder path = new StringBuilder();
        for (String part : line.substring(space + 1).splitWithDelimiters("\\{\\w+}|\\*", 0)) {
            path.append(
                    part.startsWith("{")
                            ? "[^/]+"
                            : part.equals("*") ? ".*" : part.isEmpty() ? "" : Pattern.quote(part));
        }
        return new One(HttpMethod.valueOf(line.substring(0, space)), Pattern.compile(path.toString()));
    }

    /** Whether this request calls one of them; what may be asked for may be asked for without its body. */
    boolean cover(HttpServerRequest request) {
        HttpMethod method = request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
        String path = request.path();
        return path != null && cover(method, path);
    }

    /** Whether anybody may read what is at this path. */
    boolean coverReading(String path) {
        return cover(HttpMethod.GET, path);
    }

    private boolean cover(HttpMethod method, String path) {
        return all.stream()
                .anyMatch(one ->
                        one.method().equals(method) && one.path().matcher(path).matches());
    }
}
