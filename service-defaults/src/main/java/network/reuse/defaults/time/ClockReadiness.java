package network.reuse.defaults.time;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the clocks were compared: before, every command is refused. How far they are apart is a metric, not a probe,
 * since it may be the database's clock that is wrong, and everything but stamping goes on.
 */
@Readiness
@ApplicationScoped
public class ClockReadiness implements HealthCheck {
    private final ClockSkew skew;

    public ClockReadiness(ClockSkew skew) {
        this.skew = skew;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("clock compared with the database's")
                .status(skew.isKnown())
                .build();
    }
}
