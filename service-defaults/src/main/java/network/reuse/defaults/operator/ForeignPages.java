package network.reuse.defaults.operator;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** Tells a request that a page of another origin made a browser send; a program sends neither of these headers. */
final class ForeignPages {
    private static final Set<String> OWN_SITE = Set.of("none", "same-origin");

    private ForeignPages() {}

    /** Whether a page of another origin than these is behind the request. */
    static boolean sent(HttpServerRequest request, Set<String> own) {
        return request.headers().getAll("Origin").stream().anyMatch(origin -> !own.contains(origin))
                || request.headers().getAll("Sec-Fetch-Site").stream().anyMatch(site -> !OWN_SITE.contains(site));
    }
}
