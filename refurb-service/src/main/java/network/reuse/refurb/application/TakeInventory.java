package network.reuse.refurb.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Inventory;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Inventories;
import org.jspecify.annotations.Nullable;

/** A tool looked at a device's hardware: what it found is kept, and no drive that it found stays unlisted. */
@ApplicationScoped
public class TakeInventory {
    private final Commit commit;
    private final Reading reading;
    private final Inventories inventories;
    private final ObjectMapper json;

    public TakeInventory(Commit commit, Reading reading, Inventories inventories, ObjectMapper json) {
        this.commit = commit;
        this.reading = reading;
        this.inventories = inventories;
        this.json = json;
    }

    public Uni<Answer> take(VersionedCommand command, UUID id, Inventory inventory, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Devices.TABLE, id, stored -> {
            WorkOnDevice.requireWorkshop(stored.state(), command.command().caller());
            return plan(stored, inventory, time);
        });
    }

    private Plan plan(Stored<Device> stored, Inventory inventory, RecordedTime time) {
        Decision<Device, RefurbEvent> decision = switch (stored.state()) {
            case OnBench bench -> bench.inventory(inventory);
            case Ready ready -> ready.inventory(inventory);
            default -> throw stored.state().illegal();
        };
        List<String> added = new ArrayList<>();
        for (RefurbEvent event : decision.events()) {
            if (event instanceof MediumAdded medium) {
                added.add(medium.medium().serialNumber());
            }
        }
        Change<Device, RefurbEvent> change = Change.recorded(stored, decision, time);
        InventoryView view = InventoryView.of(stored.id(), change.occurredAt(), inventory, added);
        String written = write(view);
        return Plan.change(Devices.TABLE, change, _ -> view)
                .writing((connection, _) -> inventories.keep(connection, stored.id(), written));
    }

    /** The last inventory of a device; refused as unknown when the caller may see none. */
    public Uni<InventoryView> last(Caller caller, UUID id) {
        return reading.inTransaction(
                caller,
                connection -> Devices.TABLE
                        .require(connection, id)
                        .compose(_ -> inventories.find(connection, id).map(found -> read(Refusals.visible(found)))));
    }

    private String write(InventoryView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private InventoryView read(String written) {
        try {
            return json.readValue(written, InventoryView.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
