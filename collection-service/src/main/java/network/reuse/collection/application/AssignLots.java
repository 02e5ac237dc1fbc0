package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.WorkshopLoad;
import network.reuse.collection.persistence.Lots;
import network.reuse.collection.persistence.Workshops;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A coordinator sees what is offered in its regions, whoever it is offered to, and assigns it with an eye on who has room. */
@ApplicationScoped
public class AssignLots {
    private final Commit commit;
    private final Reading reading;
    private final KnownOrganisations register;
    private final Lots lots;
    private final Workshops workshops;
    private final BusinessClock clock;

    public AssignLots(
            Commit commit,
            Reading reading,
            KnownOrganisations register,
            Lots lots,
            Workshops workshops,
            BusinessClock clock) {
        this.commit = commit;
        this.reading = reading;
        this.register = register;
        this.lots = lots;
        this.workshops = workshops;
        this.clock = clock;
    }

    /**
     * A lot, and who has room for it.
     *
     * @param load of the workshop that is named
     * @param others of those that are not
     */
    private record Read(Stored<Lot> lot, WorkshopLoad load, List<WorkshopLoad> others) {}

    /** The lots after this id that are offered in the caller's regions, oldest first. */
    public Uni<List<LotView>> offered(Caller caller, @Nullable UUID after, int limit) {
        return reading.inTransaction(
                        caller,
                        connection -> lots.coordinate(connection, caller.regions())
                                .compose(_ -> lots.offered(connection, caller.regions(), after, limit)))
                .map(found -> found.stream().map(LotView::of).toList());
    }

    /** The loads of the network's workshops today. */
    public Uni<List<WorkshopLoad>> loads(Caller caller) {
        return reading.inTransaction(caller, connection -> workshops.loads(connection, day(clock.now()), null));
    }

    /**
     * Accepts a lot that is offered in the caller's regions on behalf of this workshop.
     *
     * @param quantities what is agreed; the offer where it is null
     * @param reason why it is another workshop than the one that it is offered to
     */
    public Uni<Answer> assign(
            Command command,
            UUID id,
            UUID workshop,
            @Nullable List<Quantity> quantities,
            @Nullable String reason,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        Caller coordinator = command.caller();
        return register.requireAble(workshop, Roles.REFURBISHER, "/workshop")
                .chain(() -> commit.write(
                        command,
                        Unversioned.LEGAL_ONCE,
                        (connection, _) -> lots.coordinate(connection, coordinator.regions())
                                .compose(_ -> Lots.TABLE.require(connection, id))
                                .compose(lot -> read(connection, lot, workshop, day(command.now()))),
                        read -> {
                            Lot lot = read.lot().state();
                            requireRegion(coordinator, lot);
                            if (!(lot instanceof Offered offered)) {
                                throw lot.illegal();
                            }
                            List<Quantity> agreed = quantities == null ? offered.quantities() : quantities;
                            WorkshopLoad load = read.load()
                                    .with(agreed.stream()
                                            .mapToLong(Quantity::count)
                                            .sum());
                            return Plan.change(
                                    Lots.TABLE,
                                    Change.recorded(
                                            read.lot(),
                                            offered.assign(workshop, coordinator.organisation(), agreed, reason),
                                            time),
                                    stored -> AssignmentView.of(LotView.of(stored), load, read.others()));
                        }));
    }

    private Future<Read> read(SqlConnection connection, Stored<Lot> lot, UUID workshop, LocalDate day) {
        return workshops
                .loads(connection, day, List.of(workshop))
                .compose(named -> workshops
                        .loads(connection, day, null)
                        .map(all -> new Read(
                                lot,
                                named.getFirst(),
                                all.stream()
                                        .filter(other -> !other.workshop().equals(workshop))
                                        .toList())));
    }

    private static void requireRegion(Caller coordinator, Lot lot) {
        if (!coordinator.regions().contains(lot.attributes().territory().region())) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "Ce lot n'est pas d'une région que vous coordonnez.",
                    "This lot is of no region that you coordinate.");
        }
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, Geography.METROPOLITAN_TIME);
    }
}
