package network.reuse.defaults.inbox;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.operator.DeskRoutes;

/**
 * Dead letters at the operator's desk: {@code GET /dead-letters} lists them, {@code POST
 * /dead-letters/acknowledgement?origin=…&reason=…} keeps who acknowledged the one of a place, and why.
 */
@ApplicationScoped
public class DeadLetterDesk {
    private final Consumers consumers;

    public DeadLetterDesk(Consumers consumers) {
        this.consumers = consumers;
    }

    void open(@Observes DeskRoutes desk) {
        desk.reading("/dead-letters", _ -> consumers.deadLetters());
        desk.decision(
                "/dead-letters/acknowledgement",
                (context, operator) -> consumers
                        .acknowledge(given(context, "origin"), operator, given(context, "reason"))
                        .map(_ -> "acknowledged"));
    }

    private static String given(RoutingContext context, String name) {
        String value = context.request().getParam(name);
        if (value == null || value.isBlank()) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    name + "_missing",
                    "Un rebut s'acquitte par son origine et une raison :" + " ?origin=collection.events-3@17&reason=…",
                    "A dead letter is acknowledged by its origin and a reason:"
                            + " ?origin=collection.events-3@17&reason=…");
        }
        return value;
    }
}
