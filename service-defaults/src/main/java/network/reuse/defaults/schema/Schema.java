package network.reuse.defaults.schema;

import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Whether the schema is current: whether every database of this process has at least the migrations that this build brings.
 * It asks until it is so, and never again. Whatever works in the background begins then: a handler that met a column which is not
 * there yet would take the event's fault for its own.
 */
@ApplicationScoped
public class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LONGEST_ANSWER_SECONDS = 5;

    /** No such table, or no right to read it yet: nobody has migrated the database, or an earlier release has. */
    private static final Set<String> BEFORE_MIGRATION = Set.of("42P01", "42501");

    private static final String UNANSWERED = "the first answer of the databases";

    private final Vertx vertx;
    private final List<MigratedDatabase> databases;
    private final Pool serving;
    private final Promise<Void> current = Promise.promise();
    private volatile String waitsFor = UNANSWERED;
    private volatile boolean stopped;

    public Schema(Vertx vertx, @All List<MigratedDatabase> databases, Pool serving) {
        this.vertx = vertx;
        this.serving = serving;
        this.databases = List.copyOf(databases);
    }

    void start(@Observes StartupEvent started) {
        ask();
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Begins something as soon as the schema is current. What cannot begin ends the process: without it, nobody would notice. */
    public void whenCurrent(Runnable begin) {
        current.future().onSuccess(_ -> {
            try {
                begin.run();
            } catch (RuntimeException | Error fault) {
                LOG.fatal("what works in the background cannot begin: this process ends", fault);
                Quarkus.asyncExit(1);
            }
        });
    }

    public boolean isCurrent() {
        return current.future().isComplete();
    }

    /** What is missing, in a few words. */
    String waitsFor() {
        return waitsFor;
    }

    private void ask() {
        List<Future<String>> answers = Stream.concat(databases.stream().map(Schema::missing), Stream.of(unserved()))
                .toList();
        Future.all(answers).onComplete(_ -> {
            List<String> missing = new ArrayList<>();
            for (Future<String> answer : answers) {
                if (!answer.result().isEmpty()) {
                    missing.add(answer.result());
                }
            }
            onAnswers(String.join("; ", missing));
        });
    }

    private void onAnswers(String missing) {
        if (missing.isEmpty()) {
            if (!waitsFor.equals(UNANSWERED)) {
                LOG.info("the schema is current: this process begins its work");
            }
            current.complete();
            return;
        }
        if (!missing.equals(waitsFor)) {
            LOG.warnf(
                    "this process is not ready, and nothing works in the background, until the schema is current: %s",
                    missing);
        }
        waitsFor = missing;
        if (!stopped) {
            long _ = vertx.setTimer(PAUSE_MILLIS, _ -> ask());
        }
    }

    /** Why calls cannot be served; nothing when they can: their role is another than the one that looks at the migrations. */
    private Future<String> unserved() {
        return serving.query("select 1")
                .execute()
                .timeout(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
                .map("")
                .recover(failure -> Future.succeededFuture(
                        "calls cannot be served from the database (" + failure.getMessage() + ")"));
    }

    /** What one database lacks, in a few words; nothing when it lacks nothing. */
    private static Future<String> missing(MigratedDatabase database) {
        return database.lacking()
                .timeout(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
                .map(lacking -> lacking.isEmpty() ? "" : inWords(database, lacking))
                .recover(failure -> Future.succeededFuture(
                        failure instanceof PgException refused && BEFORE_MIGRATION.contains(refused.getSqlState())
                                ? inWords(database, new TreeSet<>(database.brought()))
                                : database.name() + " cannot be reached (" + failure.getMessage() + ")"));
    }

    private static String inWords(MigratedDatabase database, SortedSet<String> lacking) {
        return database.name() + " lacks "
                + (lacking.size() == 1 ? lacking.first() : lacking.size() + " migrations, such as " + lacking.last());
    }
}
