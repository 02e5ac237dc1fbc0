package network.reuse.defaults.schema;

import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A database that Flyway migrates and that this process uses.
 *
 * @param name what it is called in the log
 * @param brought the file names of the migrations that this build brings for it
 * @param pool of a role that may read {@code flyway_schema_history}
 */
public record MigratedDatabase(String name, Set<String> brought, Pool pool) {
    private static final Pattern MIGRATION = Pattern.compile("V[0-9_.]+__.+\\.sql");

    public MigratedDatabase {
        brought = Set.copyOf(brought);
    }

    /** The database whose migrations lie in these folders of the class path. */
    public static MigratedDatabase of(String name, List<String> locations, Pool pool) {
        Set<String> brought = new HashSet<>();
        try {
            for (String location : locations) {
                ClassPathUtils.consumeAsPaths(location, folder -> brought.addAll(migrations(folder)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (brought.isEmpty()) {
            throw new IllegalStateException("this build brings no migration of " + name + " in " + locations);
        }
        return new MigratedDatabase(name, brought, pool);
    }

    private static List<String> migrations(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> MIGRATION.matcher(file).matches())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Which of the migrations it lacks. Flyway notes each with its folder or without, as whoever ran it names files. */
    Future<SortedSet<String>> lacking() {
        return pool.query("select script from flyway_schema_history where success")
                .execute()
                .map(rows -> {
                    SortedSet<String> lacking = new TreeSet<>(brought);
                    for (Row row : rows) {
                        String script = row.getString(0);
                        lacking.remove(script.substring(script.lastIndexOf('/') + 1));
                    }
                    return lacking;
                });
    }
}
