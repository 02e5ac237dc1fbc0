package network.reuse.defaults.schema;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the schema is current; until then the answer says what is missing. */
@Readiness
@ApplicationScoped
public class SchemaReadiness implements HealthCheck {
    private final Schema schema;

    public SchemaReadiness(Schema schema) {
        this.schema = schema;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("schema is current");
        return schema.isCurrent()
                ? answer.up().build()
                : answer.down().withData("waits for", schema.waitsFor()).build();
    }
}
