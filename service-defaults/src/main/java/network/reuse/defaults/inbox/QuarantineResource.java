package network.reuse.defaults.inbox;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.operator.DeskRoutes;

/**
 * PendingEvent events at the operator's desk: {@code GET /quarantine} lists them, {@code POST /quarantine/{id}/replay} tries one now,
 * {@code POST /quarantine/{id}/rejection?reason=…} decides that it takes no effect.
 */
@ApplicationScoped
public class QuarantineResource {
    private final Consumers consumers;

    public QuarantineResource(Consumers consumers) {
        this.consumers = consumers;
    }

    void open(@Observes DeskRoutes desk) {
        desk.reading("/quarantine", _ -> consumers.pending());
        desk.decision(
                "/quarantine/:id/replay",
                (context, operator) -> consumers.replay(id(context), operator).map(_ -> "replayed"));
        desk.decision("/quarantine/:id/rejection", (context, operator) -> {
            String reason = context.request().getParam("reason");
            if (reason == null || reason.isBlank()) {
                throw Refusal.of(
                        Refusal.Kind.MALFORMED,
                        "reason_missing",
                        "Un rejet porte sa raison : ?reason=…",
                        "A rejection needs its reason: ?reason=…");
            }
            return consumers.reject(id(context), operator, reason).map(_ -> "rejected");
        });
    }

    private static long id(RoutingContext context) {
        try {
            return Long.parseLong(context.pathParam("id"));
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }
}
