package network.reuse.defaults.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** Which methods a path offers; the answer to another one says it (RFC 9110, 15.5.6). */
final class OfferedMethods {
    private OfferedMethods() {}

    static Set<String> at(Deployment deployment, String path) {
        Set<String> offered = new TreeSet<>();
        for (RequestMapper.RequestPath<InitialMatch> resource : deployment.getClassMappers()) {
            RequestMapper.RequestMatch<InitialMatch> match =
                    new RequestMapper<>(new ArrayList<>(List.of(resource))).map(path);
            if (match != null) {
                for (ServerRestHandler handler : match.value.handlers) {
                    if (handler instanceof ClassRoutingHandler routing) {
                        add(offered, routing.getMappers(), match.remaining.isEmpty() ? "/" : match.remaining);
                    }
                }
            }
        }
        if (offered.contains("GET")) {
            offered.add("HEAD");
        }
        return offered;
    }

    private static void add(
            Set<String> offered, Map<String, RequestMapper<RuntimeResource>> methods, String remaining) {
        methods.forEach((method, paths) -> {
            if (method != null && paths.map(remaining) != null) {
                offered.add(method);
            }
        });
    }
}
