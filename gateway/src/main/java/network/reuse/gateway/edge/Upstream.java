package network.reuse.gateway.edge;

import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * A service behind the edge: what is under {@code /v1/<name>/} is passed on to it. One more service is one more name.
 *
 * @param host where {@code reuse.<name>.url} points to
 */
record Upstream(String name, String host, int port) {
    static final List<String> NAMES = List.of("collection", "refurb", "allocation", "mediation");

    static List<Upstream> all(Config config) {
        return NAMES.stream()
                .map(name -> at(name, config.getValue("reuse." + name + ".url", URI.class)))
                .toList();
    }

    private static Upstream at(String name, URI url) {
        if (url.getHost() == null || !"http".equals(url.getScheme())) {
            throw new IllegalStateException(
                    "reuse." + name + ".url is an http address such as http://localhost:8081, not " + url);
        }
        return new Upstream(name, url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
    }
}
