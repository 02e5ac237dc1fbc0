package network.reuse.defaults.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The operator's desk on the management port: {@code GET /held} lists held events, {@code POST /held/{id}/replay} tries
 * one again, {@code POST /held/{id}/rejection?reason=…} decides that it takes no effect.
 */
@ApplicationScoped
public class HeldDesk {
    private final Consumers consumers;
    private final ObjectMapper json;

    public HeldDesk(Consumers consumers, ObjectMapper json) {
        this.consumers = consumers;
        this.json = json;
    }

    void open(@Observes ManagementInterface management) {
        management.router().get("/held").handler(context -> answer(context, consumers.held()));
        management.router().post("/held/:id/replay").handler(context -> {
            long id = id(context);
            answer(context, consumers.replay(id).map(_ -> "replayed"));
        });
        management.router().post("/held/:id/rejection").handler(context -> {
            String reason = context.request().getParam("reason");
            if (reason == null || reason.isBlank()) {
                context.response()
                        .setStatusCode(400)
                        .end("a rejection needs ?reason=\n")
                        .onComplete(_ -> {});
                return;
            }
            answer(context, consumers.reject(id(context), reason).map(_ -> "rejected"));
        });
    }

    private static long id(RoutingContext context) {
        try {
            return Long.parseLong(context.pathParam("id"));
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    private void answer(RoutingContext context, Future<?> outcome) {
        outcome.onSuccess(value -> {
                    try {
                        context.response()
                                .putHeader("Content-Type", "application/json")
                                .end(json.writeValueAsString(value))
                                .onComplete(_ -> {});
                    } catch (JsonProcessingException impossible) {
                        context.fail(impossible);
                    }
                })
                .onFailure(failure -> context.response()
                        .setStatusCode(409)
                        .end(failure.getMessage() + "\n")
                        .onComplete(_ -> {}));
    }
}
