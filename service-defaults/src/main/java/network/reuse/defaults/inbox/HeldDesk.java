package network.reuse.defaults.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import network.reuse.defaults.outbox.ParkedStreams;
import org.jspecify.annotations.Nullable;

/**
 * The operator's desk on the management port: {@code GET /held} lists held events, {@code POST /held/{id}/replay} tries
 * one now, {@code POST /held/{id}/rejection?reason=…} decides that it takes no effect; {@code GET /parked} lists the
 * streams that the relay has parked, {@code POST /parked/{type}/{id}/release} lets one be sent again. Every decision
 * names its operator in the header {@code X-Operator}, which no web page can send unasked.
 */
@ApplicationScoped
public class HeldDesk {
    private static final int LONGEST_NAME = 100;

    private final Consumers consumers;
    private final ParkedStreams parked;
    private final ObjectMapper json;

    public HeldDesk(Consumers consumers, ParkedStreams parked, ObjectMapper json) {
        this.consumers = consumers;
        this.parked = parked;
        this.json = json;
    }

    void open(@Observes ManagementInterface management) {
        Router router = management.router();
        router.get("/held").handler(context -> answer(context, consumers.held()));
        router.get("/parked").handler(context -> answer(context, parked.list()));
        decision(router, "/held/:id/replay", (context, operator) -> {
            answer(context, consumers.replay(id(context), operator).map(_ -> "replayed"));
        });
        decision(router, "/held/:id/rejection", (context, operator) -> {
            String reason = context.request().getParam("reason");
            if (reason == null || reason.isBlank()) {
                refuse(context, "a rejection needs ?reason=");
            } else {
                answer(context, consumers.reject(id(context), operator, reason).map(_ -> "rejected"));
            }
        });
        decision(router, "/parked/:type/:id/release", (context, operator) -> {
            String type = context.pathParam("type");
            UUID id = uuid(context);
            if (type == null || id == null) {
                refuse(context, "a parked stream is named by its type and its id, as GET /parked lists them");
            } else {
                answer(context, parked.release(type, id, operator).map(_ -> "released"));
            }
        });
    }

    private static void decision(Router router, String path, Decision decision) {
        router.post(path).handler(context -> {
            String operator = context.request().getHeader("X-Operator");
            String name = operator == null ? "" : operator.strip();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                refuse(
                        context,
                        "send the header X-Operator with the name of the one who decides, 1 to 100 characters;"
                                + " it is kept with the decision");
            } else {
                decision.take(context, name);
            }
        });
    }

    private static long id(RoutingContext context) {
        try {
            return Long.parseLong(context.pathParam("id"));
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    private static @Nullable UUID uuid(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static void refuse(RoutingContext context, String sentence) {
        context.response().setStatusCode(400).end(sentence + "\n").onComplete(_ -> {});
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

    /** What an operator wants, with the name. */
    private interface Decision {
        void take(RoutingContext context, String operator);
    }
}
