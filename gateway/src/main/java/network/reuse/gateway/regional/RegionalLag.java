package network.reuse.gateway.regional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.Age;
import network.reuse.defaults.time.BusinessClock;

/** How far the topic of each region is behind the feed. */
@ApplicationScoped
public class RegionalLag {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final RegionalTopics topics;
    private final RegionalTable table;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;

    public RegionalLag(RegionalTopics topics, RegionalTable table, PeriodicJobs jobs, BusinessClock clock) {
        this.topics = topics;
        this.table = table;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** What was seen last of a region. */
    private static final class Seen {
        private final Age oldest = new Age();
        private volatile long behind;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        for (String region : topics.regions()) {
            Seen seen = new Seen();
            Tags tags = Tags.of("region", region);
            metrics.gauge("reuse.regional.topics.behind", tags, seen, one -> one.behind);
            metrics.gauge("reuse.regional.topics.oldest.age.seconds", tags, seen, one -> one.oldest.seconds());
            jobs.every(EVERY, "looking how far the topic of region " + region + " is", () -> look(region, seen));
        }
    }

    private Future<?> look(String region, Seen seen) {
        return table.lag(region, clock.shown()).onSuccess(lag -> {
            seen.behind = lag.behind();
            if (lag.seconds() == null) {
                seen.oldest.none();
            } else {
                seen.oldest.seen(Math.max(0, lag.seconds()));
            }
        });
    }
}
