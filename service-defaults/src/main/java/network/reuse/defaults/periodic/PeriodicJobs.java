package network.reuse.defaults.periodic;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import network.reuse.defaults.schema.Schema;

/** Starts this process's periodic jobs, once the schema is current, and ends them with it. */
@ApplicationScoped
public class PeriodicJobs {
    private final Vertx vertx;
    private final Schema schema;
    private final List<PeriodicJob> jobs = new CopyOnWriteArrayList<>();

    public PeriodicJobs(Vertx vertx, Schema schema) {
        this.vertx = vertx;
        this.schema = schema;
    }

    /**
     * Starts a job; the first run begins one interval after the schema is current.
     *
     * @param what the job as the log names it, such as "raising the watermark"
     * @param work begins a run on an event loop; the run ends with its future
     */
    public void every(Duration interval, String what, Supplier<? extends Future<?>> work) {
        every(() -> interval, what, work);
    }

    /** The same with an interval that is asked for before each run. */
    public void every(Supplier<Duration> interval, String what, Supplier<? extends Future<?>> work) {
        PeriodicJob job = job(interval, what, work);
        schema.whenCurrent(job::start);
    }

    /** The same for a job that reads no table: it runs from the start, whatever the databases are like. */
    public void everyFromTheStart(Supplier<Duration> interval, String what, Supplier<? extends Future<?>> work) {
        job(interval, what, work).start();
    }

    private PeriodicJob job(Supplier<Duration> interval, String what, Supplier<? extends Future<?>> work) {
        PeriodicJob job = new PeriodicJob(vertx, interval, what, work);
        jobs.add(job);
        return job;
    }

    void stop(@Observes ShutdownEvent stopping) {
        jobs.forEach(PeriodicJob::stop);
    }
}
