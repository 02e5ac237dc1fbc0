package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Geography;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.projection.Stage;
import network.reuse.gateway.targets.Target;
import network.reuse.gateway.targets.Targets;
import org.jspecify.annotations.Nullable;

/** Reports to donors what became of what they gave: each reads its own devices, as row-level security lets it. */
@ApplicationScoped
public class Donors {
    private static final String DEVICES = "select stage, handed_as, handed_category, handed_region,"
            + " (handed_at at time zone 'Europe/Paris')::date as handed,"
            + " (handed_until at time zone 'Europe/Paris')::date as back, count(*) as devices"
            + " from device where donor = $1 group by 1, 2, 3, 4, 5, 6";

    private final Reading reading;
    private final Targets targets;
    private final BusinessClock clock;

    public Donors(Reading reading, Targets targets, BusinessClock clock) {
        this.reading = reading;
        this.targets = targets;
        this.clock = clock;
    }

    /** Devices of which the same is true. */
    private record Alike(@Nullable Stage stage, @Nullable Handed handed, long devices) {}

    private record Handed(
            Stage as,
            DeviceCategory category,
            String region,
            LocalDate on,
            @Nullable LocalDate back) {}

    /** The report of the caller's own organisation, and of no other. */
    Uni<DonorReport> report(Caller caller) {
        return reading.inTransaction(caller, connection -> devices(connection, caller))
                .chain(devices -> Uni.createFrom()
                        .completionStage(() -> rules(caller, devices).toCompletionStage())
                        .map(rules -> report(caller, devices, rules)));
    }

    private static Future<List<Alike>> devices(SqlConnection connection, Caller caller) {
        return connection
                .preparedQuery(DEVICES)
                .execute(Tuple.of(caller.organisation()))
                .map(rows -> {
                    List<Alike> devices = new ArrayList<>();
                    for (Row row : rows) {
                        String stage = row.getString("stage");
                        devices.add(new Alike(
                                stage == null ? null : Stage.valueOf(stage),
                                row.getString("handed_as") == null ? null : handed(row),
                                row.getLong("devices")));
                    }
                    return devices;
                });
    }

    private static Handed handed(Row row) {
        return new Handed(
                Stage.valueOf(row.getString("handed_as")),
                DeviceCategory.valueOf(row.getString("handed_category")),
                row.getString("handed_region"),
                row.getLocalDate("handed"),
                row.getLocalDate("back"));
    }

    /** The targets of the regions where devices were handed over; none for the sandbox, which is never counted. */
    private Future<Map<String, Target>> rules(Caller caller, List<Alike> devices) {
        Instant now = clock.shown();
        Map<String, Target> rules = new TreeMap<>();
        Future<?> all = Future.succeededFuture();
        if (caller.env() == Environment.LIVE) {
            for (String region : devices.stream()
                    .flatMap(one -> Optional.ofNullable(one.handed()).stream())
                    .map(Handed::region)
                    .distinct()
                    .toList()) {
                all = all.compose(_ -> targets.of(region, now))
                        .onSuccess(target -> target.ifPresent(rule -> rules.put(region, rule)));
            }
        }
        return all.map(_ -> rules);
    }

    private static DonorReport report(Caller caller, List<Alike> devices, Map<String, Target> rules) {
        long all = 0;
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        Map<String, Long> counted = new HashMap<>();
        Map<String, Long> atDeadline = new HashMap<>();
        for (Alike one : devices) {
            all += one.devices();
            if (one.stage() != null) {
                stages.merge(one.stage(), one.devices(), Long::sum);
            }
            Handed handed = one.handed();
            Target rule = handed == null ? null : rules.get(handed.region());
            if (handed != null && rule != null && rule.counts(handed.as(), handed.category())) {
                if (handed.back() == null) {
                    counted.merge(rule.region(), one.devices(), Long::sum);
                }
                if (rule.holdsAtDeadline(handed.on(), handed.back())) {
                    atDeadline.merge(rule.region(), one.devices(), Long::sum);
                }
            }
        }
        List<DonorReport.Part> parts = rules.values().stream()
                .map(rule ->
                        part(rule, counted.getOrDefault(rule.region(), 0L), atDeadline.getOrDefault(rule.region(), 0L)))
                .toList();
        return new DonorReport(
                caller.organisation(),
                all,
                parts.stream().mapToLong(DonorReport.Part::counted).sum(),
                stages.entrySet().stream()
                        .map(stage -> new DonorReport.Standing(stage.getKey(), stage.getValue()))
                        .toList(),
                parts);
    }

    private static DonorReport.Part part(Target rule, long counted, long atDeadline) {
        return new DonorReport.Part(
                rule.region(),
                String.valueOf(Geography.regions().get(rule.region())),
                rule.rule(),
                counted,
                atDeadline,
                counted - atDeadline);
    }
}
