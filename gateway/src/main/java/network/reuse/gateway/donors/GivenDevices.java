package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.gateway.donors.GivenDevice.GivenLot;
import network.reuse.gateway.donors.GivenDeviceFold.Known;
import network.reuse.gateway.passport.StepEvents;
import network.reuse.gateway.projection.Stage;
import org.jspecify.annotations.Nullable;

/** Finds the devices that a donor gave, each with what its donor may read of it. */
@ApplicationScoped
public class GivenDevices {
    /** How many are read at a time. */
    static final int READ_AT_ONCE = 500;

    private static final String LEFT = "(select max(e.occurred_at) from lot_event e where e.lot_id = d.lot"
            + " and e.type in ('collection.LotCollected.v1', 'collection.LotTakenOver.v1'))";
    private static final String REGISTERED = "(select max(e.occurred_at) from device_event e where e.device_id = d.id"
            + " and e.type = 'collection.DeviceRegistered.v1')";

    private static final String PAGE = "select d.id, d.code, d.category, d.lot, d.stage, d.handed_as, d.handed_at,"
            + " d.handed_until, d.handed_department, d.epoch from device d where d.donor = $1 and d.id > $2"
            + " and ($3::uuid is null or d.lot = $3) and ($4::text[] is null or d.stage = any($4))"
            + " and (($5::timestamptz is null and $6::timestamptz is null) or exists (select from"
            + " (select coalesce(" + LEFT + ", " + REGISTERED + ") as at) given where"
            + " ($5 is null or given.at >= $5) and ($6 is null or given.at < $6)))"
            + " and (not $8 or d.epoch <= " + Envelope.FIRST_WORKSHOP + " or exists (select from device_event e"
            + " where e.device_id = d.id and e.epoch > " + Envelope.FIRST_WORKSHOP
            + " and e.type in ('refurb.DeviceTriaged.v1', 'refurb.MediumAdded.v1', 'refurb.MediumCorrected.v1')))"
            + " order by d.id limit $7";

    private static final String STEPS = "select device_id, event_id, type, occurred_at, detail from device_event"
            + " where device_id = any($1) order by device_id, epoch, sequence";
    private static final String LOT_STEPS = "select lot_id, event_id, type, occurred_at, detail from lot_event"
            + " where lot_id = any($1) order by lot_id, sequence";

    /** Whoever has such a device has not yet proven that its media are erased. */
    private static final List<Stage> BEFORE_ERASURE = List.of(Stage.REGISTERED, Stage.RECEIVED, Stage.TRIAGED);

    private final Reading reading;
    private final StepEvents events = new StepEvents();

    public GivenDevices(Reading reading) {
        this.reading = reading;
    }

    /**
     * Which devices are wanted.
     *
     * @param from those that were given then or later
     * @param until those that were given before
     * @param withDonorsData those alone that may hold their donor's data, by where they are and what came to light there
     */
    record Wanted(
            @Nullable UUID lot,
            @Nullable List<Stage> stages,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean withDonorsData) {}

    /** So many of the caller's own devices behind that one, in the order of their ids. */
    Uni<List<GivenDevice>> page(Caller caller, @Nullable UUID after, int limit, Wanted wanted) {
        return reading.inTransaction(
                caller,
                connection -> page(connection, caller, after, limit, wanted).map(GivenDevices::shown));
    }

    /**
     * The same of those whose media were not erased although they were given before that instant. On one that came back from somebody
     * something of its donor's is only where a medium came to light that had been overlooked.
     */
    Uni<List<GivenDevice>> unerased(Caller caller, @Nullable UUID after, int limit, Instant givenBefore) {
        Wanted wanted = new Wanted(null, BEFORE_ERASURE, null, givenBefore, true);
        return reading.inTransaction(
                caller, connection -> filtered(connection, caller, after, limit, wanted, Followed::isUnerased));
    }

    /** All of them in one transaction, so that they are of one moment. */
    Future<List<GivenDevice>> all(SqlConnection connection, Caller caller, Wanted wanted) {
        return filtered(connection, caller, null, Integer.MAX_VALUE, wanted, _ -> true);
    }

    /**
     * A device, and what its donor is not shown of it.
     *
     * @param overlooked whether a medium came to light, after it was with somebody, of which nobody has erased what its donor left on it
     */
    private record Followed(GivenDevice device, int epoch, boolean overlooked) {
        boolean isUnerased() {
            return epoch <= Envelope.FIRST_WORKSHOP
                    ? GivenDevices.isUnerased(device)
                    : overlooked && device.handedOver() == null;
        }
    }

    private static List<GivenDevice> shown(List<Followed> followed) {
        return followed.stream().map(Followed::device).toList();
    }

    static boolean isUnerased(GivenDevice device) {
        return device.handedOver() == null && (device.erasure() == null || device.erasure() == SanitisationLevel.NONE);
    }

    private Future<List<GivenDevice>> filtered(
            SqlConnection connection,
            Caller caller,
            @Nullable UUID after,
            int limit,
            Wanted wanted,
            Predicate<Followed> which) {
        return more(connection, caller, after, limit, wanted, which, new ArrayList<>());
    }

    private Future<List<GivenDevice>> more(
            SqlConnection connection,
            Caller caller,
            @Nullable UUID after,
            int limit,
            Wanted wanted,
            Predicate<Followed> which,
            List<GivenDevice> found) {
        return page(connection, caller, after, READ_AT_ONCE, wanted).compose(page -> {
            page.stream()
                    .filter(which)
                    .limit((long) limit - found.size())
                    .map(Followed::device)
                    .forEach(found::add);
            return page.size() < READ_AT_ONCE || found.size() == limit
                    ? Future.succeededFuture(found)
                    : more(connection, caller, page.getLast().device().id(), limit, wanted, which, found);
        });
    }

    private Future<List<Followed>> page(
            SqlConnection connection, Caller caller, @Nullable UUID after, int limit, Wanted wanted) {
        Tuple values = Tuple.tuple();
        values.addValue(caller.organisation());
        values.addValue(after == null ? new UUID(0, 0) : after);
        values.addValue(wanted.lot());
        values.addValue(
                wanted.stages() == null
                        ? null
                        : wanted.stages().stream().map(Stage::name).toArray(String[]::new));
        values.addValue(utc(wanted.from()));
        values.addValue(utc(wanted.until()));
        values.addValue(limit);
        values.addValue(wanted.withDonorsData());
        return connection.preparedQuery(PAGE).execute(values).compose(rows -> {
            List<Known> known = new ArrayList<>();
            Map<UUID, Integer> epochs = new HashMap<>();
            rows.forEach(row -> {
                known.add(known(row));
                epochs.put(row.getUUID("id"), row.getInteger("epoch"));
            });
            return known.isEmpty() ? Future.succeededFuture(List.of()) : followed(connection, known, epochs);
        });
    }

    private Future<List<Followed>> followed(SqlConnection connection, List<Known> known, Map<UUID, Integer> epochs) {
        UUID[] ids = known.stream().map(Known::id).toArray(UUID[]::new);
        UUID[] lots = known.stream()
                .map(Known::lot)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        Future<RowSet<Row>> steps = connection.preparedQuery(STEPS).execute(Tuple.of(ids));
        Future<Map<UUID, GivenLotFold>> ofLots = lots(connection, lots);
        return Future.all(steps, ofLots)
                .compose(_ -> names(connection, ofLots.result())
                        .map(names -> devices(known, epochs, steps.result(), ofLots.result(), names)));
    }

    /** What the donor may read of these lots. */
    Future<Map<UUID, GivenLotFold>> lots(SqlConnection connection, UUID[] lots) {
        return connection.preparedQuery(LOT_STEPS).execute(Tuple.of(lots)).map(rows -> {
            Map<UUID, GivenLotFold> folds = new LinkedHashMap<>();
            for (Row row : rows) {
                folds.computeIfAbsent(row.getUUID("lot_id"), _ -> new GivenLotFold())
                        .after(event(row), at(row, "occurred_at"));
            }
            return folds;
        });
    }

    private static Future<Map<UUID, String>> names(SqlConnection connection, Map<UUID, GivenLotFold> lots) {
        return KnownOrganisations.names(
                connection,
                lots.values().stream()
                        .flatMap(lot -> Stream.ofNullable(lot.recipient()))
                        .distinct()
                        .toList());
    }

    private List<Followed> devices(
            List<Known> known,
            Map<UUID, Integer> epochs,
            RowSet<Row> steps,
            Map<UUID, GivenLotFold> lots,
            Map<UUID, String> names) {
        Map<UUID, GivenDeviceFold> folds = new HashMap<>();
        for (Row row : steps) {
            folds.computeIfAbsent(row.getUUID("device_id"), _ -> new GivenDeviceFold())
                    .after(event(row), at(row, "occurred_at"));
        }
        return known.stream()
                .map(device -> {
                    GivenLotFold lot = device.lot() == null ? null : lots.get(device.lot());
                    GivenDeviceFold fold = folds.getOrDefault(device.id(), new GivenDeviceFold());
                    return new Followed(
                            fold.of(device, lot(device.lot(), lot, names), lot == null ? null : lot.leftAt()),
                            epochs.getOrDefault(device.id(), 0),
                            fold.mayHoldDonorsData());
                })
                .toList();
    }

    private static @Nullable GivenLot lot(@Nullable UUID id, @Nullable GivenLotFold lot, Map<UUID, String> names) {
        if (id == null) {
            return null;
        }
        return lot == null
                ? new GivenLot(id, null, null, null, null)
                : new GivenLot(
                        id,
                        lot.code(),
                        lot.recipient(),
                        lot.recipient() == null ? null : names.get(lot.recipient()),
                        lot.acceptedAt());
    }

    private @Nullable Object event(Row row) {
        return events.of(row.getUUID("event_id"), row.getString("type"), row.getString("detail"));
    }

    private static Known known(Row row) {
        String category = row.getString("category");
        String stage = row.getString("stage");
        String handedAs = row.getString("handed_as");
        boolean stands = handedAs != null && row.getOffsetDateTime("handed_until") == null;
        return new Known(
                row.getUUID("id"),
                row.getString("code"),
                category == null ? null : DeviceCategory.valueOf(category),
                row.getUUID("lot"),
                stage == null ? null : Stage.valueOf(stage),
                stands ? Stage.valueOf(handedAs) : null,
                stands ? at(row, "handed_at") : null,
                stands ? row.getString("handed_department") : null);
    }

    private static Instant at(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
