package network.reuse.gateway.edge;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import network.reuse.contracts.Publisher;
import org.eclipse.microprofile.config.Config;

/**
 * A service behind the edge: what is under {@code /v1/<name>/} is passed on to it.
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

    static List<Upstream> all(Config config) {
        return NAMES.stream()
                .map(name -> at(name, config.getValue("reuse." + name + ".url", URI.class)))
                .toList();
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
