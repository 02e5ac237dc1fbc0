package network.reuse.gateway.targets;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import network.reuse.contracts.DeviceCategory;

/** The regions' targets, each version valid from its own instant on. */
@ApplicationScoped
public class Targets {
    static final String COLUMNS = "region, version, goal, deadline, categories, basis, provenance, territory";

    private final Pool pool;

    public Targets(Pool pool) {
        this.pool = pool;
    }

    /** The rule that was valid for a region at that time; empty when it has set itself none. */
    public Future<Optional<Target>> of(String region, Instant at) {
        return pool.preparedQuery("select " + COLUMNS
                        + " from target where region = $1 and valid_from <= $2 order by version desc limit 1")
                .execute(Tuple.of(region, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> read(rows).stream().findFirst());
    }

    /** The rules that are valid at that time, the region first that set itself one first. */
    public Future<List<Target>> inForce(Instant at) {
        return pool.preparedQuery("select " + COLUMNS + " from (select distinct on (region) *, min(valid_from)"
                        + " over (partition by region) as since from target where valid_from <= $1"
                        + " order by region, version desc) latest order by since, region")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC)))
                .map(Targets::read);
    }

    /** Every rule that any region ever set itself, asked on this connection or pool. */
    static Future<List<Target>> all(SqlClient database) {
        return database.query("select " + COLUMNS + " from target order by region, version")
                .execute()
                .map(Targets::read);
    }

    static List<Target> read(Iterable<Row> rows) {
        List<Target> targets = new ArrayList<>();
        rows.forEach(row -> targets.add(read(row)));
        return targets;
    }

    private static Target read(Row row) {
        List<DeviceCategory> categories = Arrays.stream(row.getArrayOfStrings("categories"))
                .map(DeviceCategory::valueOf)
                .toList();
        List<Target.Basis> basis = Arrays.stream(row.getArrayOfStrings("basis"))
                .map(Target.Basis::valueOf)
                .toList();
        return new Target(
                row.getString("region"),
                row.getInteger("version"),
                row.getInteger("goal"),
                row.getLocalDate("deadline"),
                categories,
                basis,
                Target.Provenance.valueOf(row.getString("provenance")),
                Target.Place.valueOf(row.getString("territory")));
    }
}
