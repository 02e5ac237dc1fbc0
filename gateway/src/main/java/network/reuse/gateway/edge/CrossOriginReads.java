package network.reuse.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Cross-origin resource sharing (the Fetch standard's CORS): a page of any origin may read what is given to anybody, which is
 * figures, their stream, documents, what places publish, and certificates of erasure with their keys. Nothing that a token or
 * a link opens is shared.
 */
@ApplicationScoped
public class CrossOriginReads {
    private static final int BEFORE_ROUTING = 50;
    private static final String LINKS_OF_PEOPLE = "/v1/mediation/invitations/";
    private static final String LINKS_TO_CALENDARS = "/v1/mediation/calendars/";
    private static final String PAGES_OF_PEOPLE = "/invitations/";

    private final PublicOperations open;

    public CrossOriginReads(PublicOperations open) {
        this.open = open;
    }

    void register(@Observes Filters filters) {
        filters.register(this::share, BEFORE_ROUTING);
    }

    private void share(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!isShared(request)) {
            call.next();
            return;
        }
        // Told to everybody, whether a browser asks or not, so that caches keep one answer for all.
        HttpServerResponse response = call.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (request.method().equals(HttpMethod.OPTIONS)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, Last-Event-ID");
            response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400");
            var _ = response.setStatusCode(204).end();
        } else {
            response.putHeader(
                    HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, RateLimit, RateLimit-Policy, Retry-After");
            call.next();
        }
    }

    private boolean isShared(HttpServerRequest request) {
        String path = request.path();
        boolean reads = request.method().equals(HttpMethod.GET)
                || request.method().equals(HttpMethod.HEAD)
                || (request.method().equals(HttpMethod.OPTIONS)
                        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null);
        return reads
                && path != null
                && open.coverReading(path)
                && !path.startsWith(LINKS_OF_PEOPLE)
                && !path.startsWith(LINKS_TO_CALENDARS)
                && !path.startsWith(PAGES_OF_PEOPLE);
    }
}
