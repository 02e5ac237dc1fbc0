package network.reuse.gateway.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.database.IdArrays;

/** Keeps the steps of devices and of their lots for passports, without what only identifies things to one partner. */
final class StepTable {
    private static final List<String> LEFT_OUT = List.of("deviceId", "lotId", "partnerRef");
    private static final String STEPS = " u.sequence, u.source, u.type, u.occurred_at, u.recorded_at, u.region,"
            + " u.department, u.detail, u.readers::uuid[], u.env from unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[],"
            + " $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::text[],"
            + " $12::text[], $13::text[]) as u(event_id, subject_id, epoch, sequence, source, type, occurred_at,"
            + " recorded_at, region, department, detail, readers, env) on conflict do nothing";
    private static final String OF_DEVICES = "insert into device_event(event_id, device_id, epoch, sequence, source,"
            + " type, occurred_at, recorded_at, region, department, detail, readers, env)"
            + " select u.event_id, u.subject_id, u.epoch," + STEPS;
    private static final String OF_LOTS = "insert into lot_event(event_id, lot_id, sequence, source, type, occurred_at,"
            + " recorded_at, region, department, detail, readers, env) select u.event_id, u.subject_id," + STEPS;

    private static final String OFFERS =
            "select lot_id, detail from lot_event where type = 'collection.LotOffered.v1' and lot_id = any($1)";

    private final ObjectMapper json;

    StepTable(ObjectMapper json) {
        this.json = json;
    }

    Future<?> append(SqlConnection transaction, List<? extends Published<?>> events) {
        return transaction.preparedQuery(OF_DEVICES).execute(values(events));
    }

    Future<?> appendOfLots(SqlConnection transaction, List<? extends Published<?>> events) {
        return transaction.preparedQuery(OF_LOTS).execute(values(events));
    }

    /** What these lots were offered with. */
    Future<Map<UUID, List<Quantity>>> offers(SqlConnection transaction, Set<UUID> lots) {
        if (lots.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return transaction
                .preparedQuery(OFFERS)
                .execute(Tuple.of(lots.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<Quantity>> offers = new HashMap<>();
                    rows.forEach(row -> offers.put(row.getUUID("lot_id"), quantities(row.getString("detail"))));
                    return offers;
                });
    }

    private List<Quantity> quantities(String detail) {
        try {
            List<Quantity> quantities = new ArrayList<>();
            for (JsonNode one : json.readTree(detail).path("quantities")) {
                quantities.add(new Quantity(
                        DeviceCategory.valueOf(one.path("category").asText()),
                        one.path("count").asInt()));
            }
            return quantities;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an offer cannot be read", broken);
        }
    }

    private Tuple values(List<? extends Published<?>> events) {
        int n = events.size();
        UUID[] ids = new UUID[n];
        UUID[] subjects = new UUID[n];
        Integer[] epochs = new Integer[n];
        Long[] sequences = new Long[n];
        String[][] texts = new String[7][n];
        OffsetDateTime[][] times = new OffsetDateTime[2][n];
        for (int i = 0; i < n; i++) {
            Envelope envelope = events.get(i).envelope();
            CustodyPosition position = DeviceLife.position(envelope);
            ids[i] = envelope.id();
            subjects[i] = envelope.stream().id();
            epochs[i] = position.epoch();
            sequences[i] = position.sequence();
            texts[0][i] = envelope.stream().source();
            texts[1][i] = envelope.type();
            times[0][i] = envelope.occurredAt().atOffset(ZoneOffset.UTC);
            times[1][i] = envelope.recordedAt().atOffset(ZoneOffset.UTC);
            texts[2][i] = envelope.territory().region();
            texts[3][i] = envelope.territory().department();
            texts[4][i] = detail(events.get(i).fact());
            texts[5][i] = IdArrays.literal(envelope.parties());
            texts[6][i] = envelope.env().name();
        }
        Tuple values = Tuple.tuple();
        values.addValue(ids);
        values.addValue(subjects);
        values.addValue(epochs);
        values.addValue(sequences);
        values.addValue(texts[0]);
        values.addValue(texts[1]);
        values.addValue(times[0]);
        values.addValue(times[1]);
        values.addValue(texts[2]);
        values.addValue(texts[3]);
        values.addValue(texts[4]);
        values.addValue(texts[5]);
        values.addValue(texts[6]);
        return values;
    }

    private String detail(Object fact) {
        ObjectNode tree = json.valueToTree(fact);
        tree.remove(LEFT_OUT);
        return tree.toString();
    }
}
