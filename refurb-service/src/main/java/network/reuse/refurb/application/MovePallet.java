package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.WithEcoOrganism;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.Pallet.Arrival;
import network.reuse.refurb.domain.Pallet.Departure;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Pallets;
import org.jspecify.annotations.Nullable;

/** A pallet leaves its workshop and is received and treated by its eco-organism; the devices on it go with it. */
@ApplicationScoped
public class MovePallet {
    private final Commit commit;
    private final Devices devices;

    public MovePallet(Commit commit, Devices devices) {
        this.commit = commit;
        this.devices = devices;
    }

    private record Read(Stored<Pallet> pallet, Map<UUID, Stored<Device>> devices) {
        /** Those of the pallet's devices, but for these, that are no longer on it. */
        List<UUID> elsewhere(Set<UUID> but) {
            return pallet.state().items().stream()
                    .map(Pallet.Item::deviceId)
                    .filter(id -> !but.contains(id) && !isOnIt(id))
                    .toList();
        }

        private boolean isOnIt(UUID id) {
            Stored<Device> device = devices.get(id);
            return device != null
                    && device.state() instanceof Palletised on
                    && on.pallet().id().equals(pallet.id());
        }
    }

    /** It leaves the workshop, weighed; what is on it is final. */
    public Uni<Answer> depart(VersionedCommand command, UUID id, Departure departure, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            Pallet pallet = read.pallet().state();
            if (!(pallet instanceof Pallet.Open open)) {
                throw pallet.illegal();
            }
            requireOnIt(
                    read.elsewhere(Set.of()), "déchargez-les d'abord (…/unloading)", "unload them first (…/unloading)");
            return plan(read.pallet(), open.depart(departure), time);
        });
    }

    /** It did not leave after all. */
    public Uni<Answer> correctDeparture(
            VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Pallets.TABLE,
                id,
                occurredAt,
                pallet -> {
                    if (!(pallet instanceof Pallet.Departed departed)) {
                        throw pallet.illegal();
                    }
                    requireParty(command, pallet.attributes().workshop());
                    return departed.correctDeparture(reason);
                },
                PalletView::of);
    }

    /** The eco-organism received it; what was on it is with the eco-organism from then on. */
    public Uni<Answer> receive(VersionedCommand command, UUID id, Arrival arrival, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            Pallet pallet = read.pallet().state();
            if (!(pallet instanceof Pallet.Departed departed)) {
                throw pallet.illegal();
            }
            requireParty(command, pallet.attributes().ecoOrganism());
            Decision<Pallet, RefurbEvent> decision = departed.receive(arrival);
            requireOnIt(
                    read.elsewhere(new HashSet<>(arrival.missing())),
                    "nommez-les dans « missing », ou demandez à l'atelier",
                    "name them in \"missing\", or ask the workshop");
            List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
            for (Stored<Device> device : read.devices().values()) {
                if (device.state() instanceof Palletised on
                        && !arrival.missing().contains(device.id())) {
                    changes.add(Change.following(device, on.receiveByEcoOrganism(), time.at()));
                }
            }
            return plan(read.pallet(), decision, time).changing(Devices.TABLE, changes);
        });
    }

    /** What was on it is treated: these devices do not exist any more. */
    public Uni<Answer> treat(
            VersionedCommand command, UUID id, List<Treatment> treatments, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            Pallet pallet = read.pallet().state();
            if (!(pallet instanceof Pallet.Received received)) {
                throw pallet.illegal();
            }
            requireParty(command, pallet.attributes().ecoOrganism());
            List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
            for (Stored<Device> device : read.devices().values()) {
                if (device.state() instanceof WithEcoOrganism there && received.brought(device.id())) {
                    changes.add(Change.following(device, there.treat(), time.at()));
                }
            }
            return plan(read.pallet(), received.treat(treatments), time).changing(Devices.TABLE, changes);
        });
    }

    private Uni<Answer> change(VersionedCommand command, UUID id, Commit.Decides<Read> decides) {
        return commit.change(command, Pallets.TABLE, (connection, _) -> read(connection, id), Read::pallet, decides);
    }

    private Future<Read> read(SqlConnection connection, UUID id) {
        return Pallets.TABLE.require(connection, id).compose(pallet -> {
            List<UUID> ids =
                    pallet.state().items().stream().map(Pallet.Item::deviceId).toList();
            Future<?> locked = devices.lock(connection, ids);
            return Devices.TABLE.loadAll(connection, ids).compose(found -> locked.map(_ -> new Read(pallet, found)));
        });
    }

    private static Plan plan(Stored<Pallet> stored, Decision<Pallet, RefurbEvent> decision, RecordedTime time) {
        return Plan.change(Pallets.TABLE, Change.recorded(stored, decision, time), PalletView::of);
    }

    /** Workshop and eco-organism own a pallet that has left; each has moves that the other has not. */
    private static void requireParty(VersionedCommand command, UUID organisation) {
        if (!command.caller().organisation().equals(organisation)) {
            throw Refusals.notYours();
        }
    }

    private static void requireOnIt(List<UUID> elsewhere, String french, String english) {
        if (!elsewhere.isEmpty()) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "devices_elsewhere",
                            elsewhere.size() + " appareils du manifeste ne sont plus sur la palette ; " + french + ".",
                            elsewhere.size() + " devices of the manifest are no longer on the pallet; " + english + ".")
                    .with(Map.of("devices", elsewhere));
        }
    }
}
