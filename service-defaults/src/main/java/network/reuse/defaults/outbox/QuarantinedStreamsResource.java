package network.reuse.defaults.outbox;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.operator.DeskRoutes;
import org.jspecify.annotations.Nullable;

/**
 * Quarantined streams at the operator's desk: {@code GET /quarantined-streams} lists them, {@code POST /quarantined-streams/{type}/{id}/release} lets one be
 * sent again.
 */
@ApplicationScoped
public class QuarantinedStreamsResource {
    private final QuarantinedStreams quarantined;

    public QuarantinedStreamsResource(QuarantinedStreams quarantined) {
        this.quarantined = quarantined;
    }

    void open(@Observes DeskRoutes desk) {
        desk.reading("/quarantined-streams", _ -> quarantined.list());
        desk.decision("/quarantined-streams/:type/:id/release", this::release);
    }

    private Future<?> release(RoutingContext context, String operator) {
        String type = context.pathParam("type");
        UUID id = id(context);
        if (type == null || id == null) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "stream_unreadable",
                    "Un flux se désigne par son type et son identifiant, comme les donne GET /quarantined-streams.",
                    "A stream is named by its type and its id, as GET /quarantined-streams lists them.");
        }
        return quarantined.release(type, id, operator).map(_ -> "released");
    }

    private static @Nullable UUID id(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
