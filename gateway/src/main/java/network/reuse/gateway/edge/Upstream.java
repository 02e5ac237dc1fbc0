package network.reuse.gateway.edge;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.contracts.Publisher;
import org.eclipse.microprofile.config.Config;

/**
 * A service behind the edge: what is under {@code /v1/<name>/} is passed on to it, and what it offers at a well-known place.
 *
 * @param host where {@code reuse.<name>.url} points to
 */
record Upstream(String name, String host, int port) {
    /** The services that publish, but for the one that this is. */
    static final List<String> NAMES = Publisher.ALL.stream()
            .map(Publisher::service)
            .filter(service -> !service.equals(Publisher.ORGANISATIONS.service()))
            .distinct()
            .toList();

    /** The well-known places (RFC 8615) that a service answers for. */
    private static final Map<String, List<String>> WELL_KNOWN =
            Map.of("refurb", List.of("/.well-known/reuse-certificate-keys.json"));

    static List<Upstream> all(Config config) {
        return NAMES.stream()
                .map(name -> at(name, config.getValue("reuse." + name + ".url", URI.class)))
                .toList();
    }

    List<String> wellKnown() {
        return WELL_KNOWN.getOrDefault(name, List.of());
    }

    private static Upstream at(String name, URI url) {
        if (url.getHost() == null || !"http".equals(url.getScheme())) {
            throw new ConfigurationException("REUSE_" + name.toUpperCase(Locale.ROOT) + "_URL is \"" + url
                    + "\": the gateway speaks http to services, over the inner network alone, so set it to an address such"
                    + " as http://" + name + ":8080.");
        }
        return new Upstream(name, url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
    }
}
