package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.DeviceCategory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.gateway.donors.DonationSheet.Gift;
import network.reuse.gateway.donors.DonationSheet.Goods;
import network.reuse.gateway.donors.GivenDevices.Wanted;
import org.jspecify.annotations.Nullable;

/** Describes what a donor gave, for its tax receipt. */
@ApplicationScoped
public class DonationSheets {
    /** Whose lot it is stands in its offer. */
    private static final String LOTS = "select e.lot_id from lot_event e where e.type = 'collection.LotOffered.v1'"
            + " and e.detail::json ->> 'donor' = $1::uuid::text and ($2::uuid is null or e.lot_id = $2) order by e.lot_id";

    private final Reading reading;
    private final GivenDevices devices;

    public DonationSheets(Reading reading, GivenDevices devices) {
        this.reading = reading;
        this.devices = devices;
    }

    /** What the caller's organisation gave in that year. */
    Uni<DonationSheet> ofYear(Caller caller, int year, Language language) {
        return reading.inTransaction(
                caller, connection -> sheet(connection, caller, year, null, ReenReports.during(year), language));
    }

    /** One lot that it gave; refused as unknown when there is none that left it. */
    Uni<DonationSheet> ofLot(Caller caller, UUID lot, Language language) {
        return reading.inTransaction(
                        caller,
                        connection -> sheet(
                                connection, caller, null, lot, new Wanted(lot, null, null, null, false), language))
                .invoke(sheet -> {
                    if (sheet.gifts().isEmpty()) {
                        throw Refusals.unknown();
                    }
                });
    }

    private Future<DonationSheet> sheet(
            SqlConnection connection,
            Caller caller,
            @Nullable Integer year,
            @Nullable UUID lot,
            Wanted wanted,
            Language language) {
        return lots(connection, caller, lot)
                .compose(ids -> devices.lots(connection, ids))
                .compose(lots -> {
                    Map<UUID, GivenLotFold> left = left(lots, wanted);
                    Future<Map<UUID, Party>> parties = Party.named(
                            connection,
                            Stream.concat(
                                            Stream.of(caller.organisation()),
                                            left.values().stream().flatMap(gone -> Stream.ofNullable(gone.recipient())))
                                    .collect(Collectors.toSet()));
                    Future<List<GivenDevice>> given = left.isEmpty()
                            ? Future.succeededFuture(List.of())
                            : devices.all(connection, caller, wanted);
                    return Future.all(parties, given)
                            .map(_ -> new DonationSheet(
                                    Objects.requireNonNull(parties.result().get(caller.organisation())),
                                    year,
                                    gifts(left, given.result(), parties.result()),
                                    language.of(DonationSheet.FRENCH_NOTE, DonationSheet.ENGLISH_NOTE)));
                });
    }

    private static Future<UUID[]> lots(SqlConnection connection, Caller caller, @Nullable UUID lot) {
        Tuple values = Tuple.tuple();
        values.addValue(caller.organisation());
        values.addValue(lot);
        return connection.preparedQuery(LOTS).execute(values).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID(0)));
            return ids.toArray(UUID[]::new);
        });
    }

    private static Map<UUID, GivenLotFold> left(Map<UUID, GivenLotFold> lots, Wanted wanted) {
        Map<UUID, GivenLotFold> left = new LinkedHashMap<>();
        lots.forEach((id, lot) -> {
            Instant at = lot.leftAt();
            if (at != null
                    && (wanted.from() == null || !at.isBefore(wanted.from()))
                    && (wanted.until() == null || at.isBefore(wanted.until()))) {
                left.put(id, lot);
            }
        });
        return left;
    }

    private static List<Gift> gifts(Map<UUID, GivenLotFold> lots, List<GivenDevice> given, Map<UUID, Party> parties) {
        Map<UUID, List<GivenDevice>> byLot = new HashMap<>();
        given.forEach(device -> {
            if (device.lot() != null) {
                byLot.computeIfAbsent(device.lot().id(), _ -> new ArrayList<>()).add(device);
            }
        });
        List<Gift> gifts = new ArrayList<>();
        lots.forEach((id, lot) -> {
            Instant at = Objects.requireNonNull(lot.leftAt());
            gifts.add(new Gift(
                    id,
                    lot.code(),
                    Objects.requireNonNull(parties.get(Objects.requireNonNull(lot.recipient()))),
                    Wording.day(at),
                    at,
                    lot.collected(),
                    goods(byLot.getOrDefault(id, List.of()))));
        });
        gifts.sort(Comparator.comparing(Gift::givenAt));
        return gifts;
    }

    private record Kind(
            DeviceCategory category,
            @Nullable String manufacturer,
            @Nullable String model) {}

    /** Alike ones together, in the order in which they were registered. */
    private static List<Goods> goods(List<GivenDevice> devices) {
        Map<Kind, List<String>> serials = new LinkedHashMap<>();
        for (GivenDevice device : devices) {
            if (device.category() != null) {
                serials.computeIfAbsent(
                                new Kind(device.category(), device.manufacturer(), device.model()),
                                _ -> new ArrayList<>())
                        .add(Objects.requireNonNullElse(device.serialNumber(), ""));
            }
        }
        return serials.entrySet().stream()
                .map(kind -> new Goods(
                        kind.getKey().category(),
                        kind.getKey().manufacturer(),
                        kind.getKey().model(),
                        kind.getValue().size(),
                        kind.getValue()))
                .toList();
    }
}
