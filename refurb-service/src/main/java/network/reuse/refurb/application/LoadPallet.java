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
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.BulkReport.Pointers;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.application.PalletLoadRow.Outcome;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Pallets;
import org.jspecify.annotations.Nullable;

/**
 * Scrapped devices are put on a pallet or taken off it, one result each; the call may be sent again. One that cannot be does not
 * spoil its neighbours.
 */
@ApplicationScoped
public class LoadPallet {
    private final Commit commit;
    private final Devices devices;

    public LoadPallet(Commit commit, Devices devices) {
        this.commit = commit;
        this.devices = devices;
    }

    private record Read(Stored<Pallet> pallet, Map<UUID, Stored<Device>> devices) {}

    public Uni<Answer> load(Command command, UUID id, List<UUID> ids, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> read(connection, id, ids),
                read -> loaded(command, ids, read, time));
    }

    /** Takes devices off; off one that has arrived, those alone that it did not bring. */
    public Uni<Answer> unload(Command command, UUID id, List<UUID> ids, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> read(connection, id, ids),
                read -> unloaded(command, ids, reason, read, time));
    }

    private Future<Read> read(SqlConnection connection, UUID id, List<UUID> ids) {
        return Pallets.TABLE.lock(connection, id).compose(pallet -> {
            Future<?> locked = devices.lock(connection, ids);
            return Devices.TABLE.loadAll(connection, ids).compose(found -> locked.map(_ -> new Read(pallet, found)));
        });
    }

    private static Plan loaded(Command command, List<UUID> ids, Read read, RecordedTime time) {
        Caller caller = command.caller();
        Pallets.TABLE.requireOwner(read.pallet().state(), caller);
        if (!(read.pallet().state() instanceof Pallet.Open before)) {
            throw read.pallet().state().illegal();
        }
        Load load = new Load(read.pallet(), before);
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                ids,
                Pointers.ofIds("/deviceIds"),
                id -> {
                    Stored<Device> stored = Refusals.visible(read.devices().get(id));
                    if (load.touched.contains(id)) {
                        return row(Outcome.UNCHANGED, stored, stored.version() + 1);
                    }
                    if (stored.state() instanceof Palletised on
                            && on.pallet().id().equals(read.pallet().id())) {
                        return row(Outcome.UNCHANGED, stored, stored.version());
                    }
                    Devices.TABLE.requireOwner(stored.state(), caller);
                    if (!(stored.state() instanceof Scrapped scrapped)) {
                        throw stored.state().illegal();
                    }
                    load.put(stored, scrapped, time);
                    return row(Outcome.LOADED, stored, stored.version() + 1);
                },
                (id, errors) -> rejected(id, read, errors));
        return load.plan(report, time);
    }

    private static Plan unloaded(Command command, List<UUID> ids, String reason, Read read, RecordedTime time) {
        Pallet pallet = read.pallet().state();
        if (!pallet.attributes().workshop().equals(command.caller().organisation())) {
            throw Refusals.notYours();
        }
        Load load = switch (pallet) {
            case Pallet.Open open -> new Load(read.pallet(), open);
            case Pallet.Received _, Pallet.Treated _ -> new Load(read.pallet(), null);
            case Pallet.Cancelled _, Pallet.Departed _ -> throw pallet.illegal();
        };
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                ids,
                Pointers.ofIds("/deviceIds"),
                id -> {
                    Stored<Device> stored = Refusals.visible(read.devices().get(id));
                    if (load.touched.contains(id)) {
                        return row(Outcome.UNCHANGED, stored, stored.version() + 1);
                    }
                    boolean isOnIt = stored.state() instanceof Palletised on
                            && on.pallet().id().equals(read.pallet().id());
                    load.take(stored, isOnIt, reason, time);
                    return row(Outcome.UNLOADED, stored, stored.version() + (isOnIt ? 1 : 0));
                },
                (id, errors) -> rejected(id, read, errors));
        return load.plan(report, time);
    }

    /** What a call does to the pallet and to devices. */
    private static final class Load {
        private final Stored<Pallet> before;
        private final List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
        private final Set<UUID> touched = new HashSet<>();
        private Pallet.@Nullable Open open;

        /**
         * Begins with what is on the pallet.
         *
         * @param open null when its manifest is final
         */
        Load(Stored<Pallet> before, Pallet.@Nullable Open open) {
            this.before = before;
            this.open = open;
        }

        void put(Stored<Device> stored, Scrapped scrapped, RecordedTime time) {
            if (open == null) {
                throw before.state().illegal();
            }
            Decision<Pallet, RefurbEvent> next = open.load(scrapped.attributes());
            changes.add(Change.recorded(stored, scrapped.load(open.reference()), time));
            open = (Pallet.Open) next.next();
            touched.add(stored.id());
        }

        void take(Stored<Device> stored, boolean isOnIt, String reason, RecordedTime time) {
            if (open == null && !isOnIt) {
                throw Refusal.invalid(
                        "/",
                        "not_on_pallet",
                        "L'appareil n'est pas sur la palette.",
                        "The device is not on the pallet.");
            }
            Pallet next = open == null ? null : open.unload(stored.id()).next();
            if (stored.state() instanceof Palletised palletised && isOnIt) {
                changes.add(Change.recorded(stored, palletised.unload(reason), time));
            }
            if (next instanceof Pallet.Open less) {
                open = less;
            }
            touched.add(stored.id());
        }

        Plan plan(BulkReport report, RecordedTime time) {
            Plan plan = Plan.answering(report);
            if (open != null && !open.equals(before.state())) {
                plan = plan.changing(Pallets.TABLE, List.of(Change.following(before, Decision.of(open), time.at())));
            }
            return plan.changing(Devices.TABLE, changes);
        }
    }

    private static PalletLoadRow row(Outcome outcome, Stored<Device> stored, long version) {
        return new PalletLoadRow(
                stored.id(), outcome, stored.state().attributes().code(), version, List.of());
    }

    private static PalletLoadRow rejected(UUID id, Read read, List<Fault> errors) {
        Stored<Device> stored = read.devices().get(id);
        return new PalletLoadRow(
                id,
                Outcome.REJECTED,
                stored == null ? null : stored.state().attributes().code(),
                null,
                errors);
    }
}
