package network.reuse.defaults.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the service under test tells at its management port. */
public final class TestMetrics {
    private TestMetrics() {}

    /**
     * The value of a metric such as {@code reuse_consumer_lag}, as Prometheus reads it; the first that has these labels.
     *
     * @param labels such as {@code channel="organisations"}
     */
    public static double value(String name, String... labels) {
        return read().lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String read() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        try (InputStream metrics =
                URI.create("http://localhost:" + port + "/q/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }
}
