package network.reuse.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OfferedMethodsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        var _ = VERTX.close();
    }

    @Test
    void thoseOfEachRouteThatTheAddressMatches() {
        Router router = Router.router(VERTX);
        var _ = router.get("/things").handler(RoutingContext::next);
        var _ = router.post("/things").handler(RoutingContext::next);
        var _ = router.post("/things/:id/end").handler(RoutingContext::next);
        var _ = router.get("/pages/*").handler(RoutingContext::next);
        var _ = router.route("/things/*").handler(RoutingContext::next);

        assertThat(OfferedMethods.at(router, "/things")).containsExactly("GET", "POST");
        assertThat(OfferedMethods.at(router, "/things/7/end")).containsExactly("POST");
        assertThat(OfferedMethods.at(router, "/pages/a/b")).containsExactly("GET");
        assertThat(OfferedMethods.at(router, "/things/7")).isEmpty();
        assertThat(OfferedMethods.at(router, "/nothing")).isEmpty();
    }
}
