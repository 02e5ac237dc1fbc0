package network.reuse.defaults.problem;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
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

    /** The methods that a router's own routes offer at a path; those that take any method offer none in particular. */
    static Set<String> at(Router router, String path) {
        Set<String> offered = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            Set<HttpMethod> methods = route.methods();
            String own = route.getPath();
            if (methods != null && own != null && matches(own, route.isExactPath(), path)) {
                methods.forEach(method -> offered.add(method.name()));
            }
        }
        return offered;
    }

    /** The parts of a path; one slash at its end is as none. */
    private static String[] segments(String path) {
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
    }

    private static boolean matches(String pattern, boolean isExact, String path) {
        String[] own = segments(pattern);
        String[] asked = segments(path);
        if (isExact ? own.length != asked.length : own.length > asked.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            if (!own[i].startsWith(":") && !own[i].equals(asked[i])) {
                return false;
            }
        }
        return true;
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
