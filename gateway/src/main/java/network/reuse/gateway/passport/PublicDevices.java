package network.reuse.gateway.passport;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent;
import network.reuse.gateway.passport.PublicDevice.Whereabouts;

/** Finds what everybody may know of a device, by the code on its label. */
@ApplicationScoped
public class PublicDevices {
    private final Pool pool;
    private final StepEvents events = new StepEvents();

    public PublicDevices(Pool pool) {
        this.pool = pool;
    }

    /**
     * The device with this code; empty when there is none, and likewise when it is not ready: the database tells the two
     * apart for nobody.
     */
    public Future<Optional<PublicDevice>> find(String code) {
        return pool.preparedQuery("select env, stage, category, event_id, type, detail from device_behind($1)")
                .execute(Tuple.of(code))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(read(rows)));
    }

    private PublicDevice read(RowSet<Row> rows) {
        Row device = rows.iterator().next();
        boolean isOfSandbox = device.getString("env").equals(Environment.TEST.name());
        DeviceStage stage = DeviceStage.valueOf(device.getString("stage"));
        return switch (stage) {
            case LOST -> new PublicDevice.Lost(isOfSandbox);
            case SCRAPPED, PALLETISED, WITH_ECO_ORGANISM, TREATED -> new PublicDevice.Scrapped(isOfSandbox);
            case READY, DISPATCHED, STOCKED, RESERVED -> shown(rows, device, isOfSandbox, Whereabouts.WAITING);
            case DELIVERED -> shown(rows, device, isOfSandbox, Whereabouts.HANDED_OVER);
            case SOLD -> shown(rows, device, isOfSandbox, Whereabouts.SOLD);
            case REGISTERED, RECEIVED, TRIAGED, RETURNED ->
                throw new IllegalStateException(stage + " is shown to nobody");
        };
    }

    private PublicDevice shown(RowSet<Row> rows, Row device, boolean isOfSandbox, Whereabouts whereabouts) {
        MediaSoFar media = new MediaSoFar();
        String model = null;
        Grade grade = null;
        Readiness readiness = new Readiness();
        for (Row row : rows) {
            if (row.getUUID("event_id") == null) {
                continue;
            }
            Object event = events.of(step(row));
            media.after(event);
            readiness.after(event);
            switch (event) {
                case CollectionEvent.DeviceRegistered e -> model = e.manufacturer() + " " + e.model();
                case CollectionEvent.RegistrationCorrected e -> model = e.manufacturer() + " " + e.model();
                case RefurbEvent.DeviceGraded e -> grade = e.grade();
                case RefurbEvent.GradeCorrected e -> grade = e.now();
                case RefurbEvent.DeviceReady e -> grade = e.grade();
                case null, default -> {}
            }
        }
        Passport.Checked checked = readiness.checklist();
        return new PublicDevice.Shown(
                isOfSandbox,
                whereabouts,
                DeviceCategory.valueOf(device.getString("category")),
                model,
                grade,
                checked == null ? null : checked.items(),
                media.least());
    }

    private static StepRow step(Row row) {
        StepRow step = new StepRow();
        step.eventId = row.getUUID("event_id");
        step.type = row.getString("type");
        step.detail = row.getString("detail");
        return step;
    }
}
