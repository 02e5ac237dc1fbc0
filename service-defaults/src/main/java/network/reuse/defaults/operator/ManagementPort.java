package network.reuse.defaults.operator;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import network.reuse.defaults.problem.Problems;

/**
 * Health and metrics are for programs: the leave to read them that Quarkus gives to the pages of every origin, without a setting
 * against it, is taken back, and what such a page sends is refused.
 */
@ApplicationScoped
public class ManagementPort {
    private final Problems problems;

    public ManagementPort(Problems problems) {
        this.problems = problems;
    }

    void close(@Observes ManagementInterface management) {
        Router router = management.router();
        for (Route route : router.getRoutes()) {
            // A route does not show its handlers, except in its text; and the router does not find each that it is to
            // remove.
            if (route.toString().contains("CorsHandler")) {
                var _ = route.disable();
            }
        }
        router.errorHandler(405, context -> problems.answerOffered(router, context));
        router.route().order(Integer.MIN_VALUE).handler(context -> {
            if (ForeignPages.sent(context.request(), Set.of())) {
                problems.answer(403, context.request());
            } else {
                context.next();
            }
        });
    }
}
