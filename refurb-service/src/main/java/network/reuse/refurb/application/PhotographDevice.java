package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.files.FileKey;
import network.reuse.defaults.files.FileStore;
import network.reuse.defaults.files.FileTable;
import network.reuse.defaults.files.FoundFile;
import network.reuse.defaults.files.IncomingFiles;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.defaults.files.StoredFile;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Photo;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** How a device looks: photos that its workshop takes, for those who see the device then. */
@ApplicationScoped
public class PhotographDevice {
    private static final String DEVICE = "device";
    private static final int MOST = RetentionClass.DEVICE_PHOTO.most();

    private final IncomingFiles incoming;
    private final Reading reading;
    private final FileStore store;

    public PhotographDevice(IncomingFiles incoming, Reading reading, FileStore store) {
        this.incoming = incoming;
        this.reading = reading;
        this.store = store;
    }

    /** A device and the photos of it that the caller sees. */
    private record Photographed(Stored<Device> device, List<StoredFile> photos) {}

    /** Keeps a photo. */
    public Uni<Answer> keep(Command command, UUID deviceId, ReceivedFile file, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return incoming.writeOne(
                command,
                Unversioned.CREATES,
                file,
                connection -> read(connection, deviceId),
                (found, key) -> plan(command, found, key, file, time));
    }

    /** The photos of a device that the caller sees, in the order in which they came. */
    public Uni<List<PhotoView>> list(Caller caller, UUID deviceId) {
        return reading.inTransaction(caller, connection -> read(connection, deviceId))
                .map(found -> found.photos().stream().map(PhotoView::of).toList());
    }

    /** One photo of a device. */
    public Uni<FoundFile> one(Caller caller, UUID deviceId, UUID id) {
        return reading.inTransaction(
                        caller,
                        connection -> Devices.TABLE
                                .require(connection, deviceId)
                                .compose(_ -> FileTable.one(connection, DEVICE, deviceId, id)))
                .chain(file -> FoundFile.in(store, file));
    }

    private static Future<Photographed> read(SqlConnection connection, UUID deviceId) {
        Future<Stored<Device>> device = Devices.TABLE.require(connection, deviceId);
        Future<List<StoredFile>> photos = FileTable.about(connection, DEVICE, deviceId);
        return device.compose(found -> photos.map(all -> new Photographed(found, all)));
    }

    private static Decision<Device, RefurbEvent> decide(
            Command command, Photographed found, FileKey key, ReceivedFile file) {
        Device device = found.device().state();
        WorkOnDevice.requireWorkshop(device, command.caller());
        if (found.photos().size() >= MOST) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "enough_photos",
                            "L'appareil a déjà " + MOST + " photos, le nombre permis.",
                            "The device has " + MOST + " photos already, as many as it may.")
                    .with(Map.of("most", MOST));
        }
        return new Photo(key.id(), file.sha256(), file.type().mediaType(), file.bytes()).of(device);
    }

    /** The device says so: two photos that come at once are counted one after the other, by its version. */
    private static Plan plan(Command command, Photographed found, FileKey key, ReceivedFile file, RecordedTime time) {
        Stored<Device> device = found.device();
        Change<Device, RefurbEvent> change = Change.recorded(device, decide(command, found, key, file), time);
        StoredFile row = new StoredFile(
                key.id(),
                command.caller().organisation(),
                device.state().attributes().parties(),
                device.state().attributes().env(),
                DEVICE,
                device.id(),
                RetentionClass.DEVICE_PHOTO,
                file.sha256(),
                file.bytes(),
                file.type(),
                change.occurredAt(),
                command.now());
        return Plan.showing(
                        new Creation<>(row.id(), Decision.of(row), change.occurredAt()),
                        stored -> PhotoView.of(stored.state()))
                .changing(Devices.TABLE, List.of(change))
                .writing(FileTable.insert(row));
    }
}
