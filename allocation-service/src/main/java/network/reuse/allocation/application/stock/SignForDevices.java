package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.stock.SigningRow.Outcome;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Announced;
import network.reuse.allocation.domain.Device.Delivered;
import network.reuse.allocation.domain.Device.Faulty;
import network.reuse.allocation.domain.Device.HandedBack;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Recalled;
import network.reuse.allocation.domain.Device.Reserved;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.Device.Sold;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
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
import org.jspecify.annotations.Nullable;

/** The recipient signs for a shipment, by ids or by the codes on the labels; the same list may be sent again. */
@ApplicationScoped
public class SignForDevices {
    private final Commit commit;
    private final Stock stock;
    private final BackOrders backOrders;

    public SignForDevices(Commit commit, Stock stock, BackOrders backOrders) {
        this.commit = commit;
        this.stock = stock;
        this.backOrders = backOrders;
    }

    /** Stocks many; one that cannot be signed for does not spoil its neighbours. */
    public Uni<Answer> sign(Command command, List<String> named, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> stock.named(connection, named)
                        .compose(ids -> stock.lock(connection, ids.values())
                                .compose(_ -> Stock.TABLE.loadAll(connection, ids.values()))
                                .map(found -> new Read(ids, found))),
                read -> sign(command, named, read, time));
    }

    /** The devices that were named: their ids by what they were called, and those that the caller may see by id. */
    private record Read(Map<String, UUID> ids, Map<UUID, Stored<Device>> devices) {
        @Nullable Stored<Device> named(String one) {
            UUID id = ids.get(one);
            return id == null ? null : devices.get(id);
        }
    }

    private Plan sign(Command command, List<String> named, Read read, RecordedTime time) {
        List<Change<Device, AllocationEvent>> changes = new ArrayList<>();
        Set<UUID> signed = new HashSet<>();
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                named,
                Pointers.ofIds("/devices"),
                one -> {
                    Stored<Device> stored = Refusals.visible(read.named(one));
                    if (!stored.state()
                            .attributes()
                            .recipient()
                            .equals(command.caller().organisation())) {
                        throw Refusals.notYours();
                    }
                    if (signed.contains(stored.id())) {
                        return row(one, Outcome.UNCHANGED, stored, stored.version() + 1);
                    }
                    return switch (stored.state()) {
                        case Announced announced -> {
                            changes.add(Change.recorded(stored, announced.sign(), time));
                            signed.add(stored.id());
                            yield row(one, Outcome.STOCKED, stored, stored.version() + 1);
                        }
                        // Whoever repeats a call that was signed for in part is told so, whatever became of the rest
                        // since.
                        case Stocked _, Reserved _, Faulty _, Delivered _, Sold _ ->
                            row(one, Outcome.UNCHANGED, stored, stored.version());
                        case Recalled _, Returned _, HandedBack _, Lost _ ->
                            throw stored.state().illegal();
                    };
                },
                (one, errors) -> rejected(one, read.named(one), errors));
        Plan plan = Plan.answering(report);
        return changes.isEmpty()
                ? plan
                : plan.changing(Stock.TABLE, changes)
                        .writingBeforeCommit((connection, cause) ->
                                backOrders.wake(connection, command.caller().organisation(), cause.now()));
    }

    private static SigningRow row(String named, Outcome outcome, Stored<Device> stored, long version) {
        return new SigningRow(
                named, outcome, stored.id(), stored.state().attributes().code(), version, List.of());
    }

    private static SigningRow rejected(String named, @Nullable Stored<Device> stored, List<Fault> errors) {
        return new SigningRow(
                named,
                Outcome.REJECTED,
                stored == null ? null : stored.id(),
                stored == null ? null : stored.state().attributes().code(),
                null,
                errors);
    }
}
