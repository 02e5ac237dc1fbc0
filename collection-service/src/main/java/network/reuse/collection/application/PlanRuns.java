package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.OnRun;
import network.reuse.collection.domain.Run;
import network.reuse.collection.domain.Run.Planned;
import network.reuse.collection.domain.Run.Transport;
import network.reuse.collection.domain.RunAttributes;
import network.reuse.collection.domain.Stop;
import network.reuse.collection.domain.Visit;
import network.reuse.collection.domain.WantedRuns;
import network.reuse.collection.persistence.Lots;
import network.reuse.collection.persistence.Runs;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.ExclusionViolation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A carrier plans how it fetches the lots that it is booked for; each lot says so to its donor and its recipient. */
@ApplicationScoped
public class PlanRuns {
    private final Commit commit;
    private final Reading reading;
    private final CodeNumbers codes;
    private final Lots lots;
    private final Runs runs;

    public PlanRuns(Commit commit, Reading reading, CodeNumbers codes, Lots lots, Runs runs) {
        this.commit = commit;
        this.reading = reading;
        this.codes = codes;
        this.lots = lots;
        this.runs = runs;
    }

    /**
     * A run and its lots.
     *
     * @param lots those that are still to be fetched on it, and others that are asked for
     * @param done those that were fetched on it
     */
    private record Read(Stored<Run> run, List<Stored<Lot>> lots, Set<UUID> done) {}

    /** Plans a run. */
    public Uni<Answer> plan(
            Command command,
            Transport transport,
            List<Visit> visits,
            @Nullable String partnerRef,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        UUID id = Ids.next();
        return codes.take('T', 1).chain(code -> {
            Attempt attempt = new Attempt();
            return commit.write(
                            command,
                            Unversioned.CREATES,
                            (connection, _) -> lots.lockOnRun(connection, id, ids(visits)),
                            found -> {
                                RunAttributes attributes = new RunAttributes(
                                        id,
                                        code.getFirst(),
                                        command.caller().organisation(),
                                        first(found, visits)
                                                .state()
                                                .attributes()
                                                .territory(),
                                        command.caller().env(),
                                        partnerRef);
                                Run run = attempt.of(Run.plan(attributes, transport, visits));
                                Creation<Run, CollectionEvent> creation =
                                        new Creation<>(id, Decision.of(run), time.at());
                                return Plan.showing(creation, planned -> RunView.planned(planned, Set.of(), found))
                                        .creating(Runs.TABLE, List.of(creation))
                                        .changing(
                                                Lots.TABLE,
                                                planned(command.caller(), found, run, Set.of(), visits, time));
                            })
                    .onFailure(ExclusionViolation::is)
                    .recoverWithUni(() -> elsewhere(command.caller(), attempt.run()));
        });
    }

    /** It goes otherwise; what is done on it stays, and lots that are no longer on it stay booked. */
    public Uni<Answer> move(
            VersionedCommand command,
            UUID id,
            @Nullable String vehicle,
            @Nullable String crew,
            List<Visit> visits,
            String reason,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        Attempt attempt = new Attempt();
        return commit.change(
                        command, Runs.TABLE, (connection, _) -> read(connection, id, ids(visits)), Read::run, read -> {
                            Planned before = planned(read.run().state());
                            Decision<Run, CollectionEvent> decision =
                                    before.move(before.transport().or(vehicle, crew), visits, read.done());
                            Run run = attempt.of(decision.next());
                            Set<UUID> staying = new HashSet<>(ids(visits));
                            List<Change<Lot, CollectionEvent>> changes = new ArrayList<>(
                                    planned(command.caller(), read.lots(), run, read.done(), visits, time));
                            changes.addAll(unplanned(
                                    read.lots().stream()
                                            .filter(lot -> !staying.contains(lot.id()))
                                            .toList(),
                                    reason,
                                    time));
                            return Plan.change(
                                            Runs.TABLE,
                                            Change.recorded(read.run(), decision, time),
                                            moved -> RunView.planned(moved, read.done(), read.lots()))
                                    .changing(Lots.TABLE, changes);
                        })
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> elsewhere(command.caller(), attempt.run()));
    }

    /** It does not take place, or not any further; the lots that are still to be fetched stay booked. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Runs.TABLE,
                (connection, _) -> read(connection, id, List.of()),
                Read::run,
                read -> Plan.change(
                                Runs.TABLE,
                                Change.recorded(
                                        read.run(), planned(read.run().state()).cancel(reason), time),
                                cancelled -> RunView.planned(cancelled, read.done(), read.lots()))
                        .changing(Lots.TABLE, unplanned(read.lots(), reason, time)));
    }

    /** A run, as it stands. */
    public Uni<RunView> run(Caller caller, UUID id) {
        return reading.inTransaction(
                caller,
                connection -> Runs.TABLE
                        .require(connection, id)
                        .compose(run -> lots.onRuns(connection, List.of(id)).map(found -> RunView.of(run, found))));
    }

    /** A carrier's runs, as they stand. */
    public Uni<List<RunView>> runs(Caller caller, @Nullable UUID after, int limit, WantedRuns wanted) {
        return reading.as(caller, session -> runs.page(session, after, limit, wanted))
                .chain(page -> reading.inTransaction(
                                caller,
                                connection -> lots.onRuns(
                                        connection,
                                        page.stream().map(Stored::id).toList()))
                        .map(found ->
                                page.stream().map(run -> RunView.of(run, found)).toList()));
    }

    private Future<Read> read(SqlConnection connection, UUID id, List<UUID> others) {
        // A lot that leaves meanwhile is locked until it has, and is done then.
        return Runs.TABLE
                .require(connection, id)
                .compose(run -> lots.lockOnRun(connection, id, others)
                        .compose(found -> lots.onRuns(connection, List.of(id))
                                .map(onRun -> new Read(
                                        run,
                                        found,
                                        onRun.stream()
                                                .filter(OnRun::done)
                                                .map(OnRun::lot)
                                                .collect(Collectors.toSet())))));
    }

    private static Planned planned(Run run) {
        return switch (run) {
            case Planned planned -> planned;
            case Run.Cancelled _ -> throw run.illegal();
        };
    }

    private static List<UUID> ids(List<Visit> visits) {
        return visits.stream().map(Visit::lot).toList();
    }

    private static Stored<Lot> first(List<Stored<Lot>> found, List<Visit> visits) {
        return found.stream()
                .filter(lot -> lot.id().equals(visits.getFirst().lot()))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(List.of(notBooked(0))));
    }

    private static List<Change<Lot, CollectionEvent>> planned(
            Caller carrier, List<Stored<Lot>> found, Run run, Set<UUID> done, List<Visit> asked, RecordedTime time) {
        Map<UUID, Stored<Lot>> byId = new HashMap<>();
        found.forEach(lot -> byId.put(lot.id(), lot));
        List<Change<Lot, CollectionEvent>> changes = new ArrayList<>();
        List<Refusal.Fault> faults = new ArrayList<>();
        for (int i = 0; i < run.visits().size(); i++) {
            Visit visit = run.visits().get(i);
            if (done.contains(visit.lot())) {
                continue;
            }
            int index = asked.indexOf(visit);
            Stored<Lot> stored = byId.get(visit.lot());
            if (stored == null
                    || !(stored.state() instanceof PickupBooked booked)
                    || !booked.carrier().equals(carrier.organisation())) {
                faults.add(notBooked(index));
                continue;
            }
            Stop stop = new Stop(run.attributes().id(), run.attributes().code(), i + 1, visit.from(), visit.until());
            Decision<Lot, CollectionEvent> decision = booked.plan(stop, index);
            if (!decision.next().equals(booked)) {
                changes.add(Change.recorded(stored, decision, time));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return changes;
    }

    private static List<Change<Lot, CollectionEvent>> unplanned(
            List<Stored<Lot>> left, String reason, RecordedTime time) {
        List<Change<Lot, CollectionEvent>> changes = new ArrayList<>();
        for (Stored<Lot> stored : left) {
            if (stored.state() instanceof PickupBooked booked && booked.stop() != null) {
                changes.add(Change.recorded(stored, booked.unplan(reason), time));
            }
        }
        return changes;
    }

    private static Refusal.Fault notBooked(int index) {
        return new Refusal.Fault(
                "/stops/" + index + "/lot",
                "not_booked_with_you",
                "Aucun enlèvement de ce lot n'est réservé chez vous.",
                "No pickup of this lot is booked with you.");
    }

    /** The run that was decided on last, of which the database may say that it cannot be. */
    private static final class Attempt {
        private @Nullable Run last;

        Run of(Run run) {
            last = run;
            return run;
        }

        Run run() {
            if (last == null) {
                throw new IllegalStateException("no run was decided on");
            }
            return last;
        }
    }

    private Uni<Answer> elsewhere(Caller caller, Run run) {
        return reading.inTransaction(caller, connection -> runs.colliding(connection, run))
                .map(found -> {
                    List<Map<String, Object>> collides = found.stream()
                            .map(other -> Map.<String, Object>of(
                                    "run", other.id(),
                                    "code", other.state().attributes().code(),
                                    "from", other.state().from(),
                                    "until", other.state().until()))
                            .toList();
                    throw Refusal.of(
                                    Refusal.Kind.ILLEGAL_NOW,
                                    "on_another_way",
                                    "Ce véhicule ou cet équipage est déjà en tournée à ce moment.",
                                    "This vehicle or this crew is on a run at that time already.")
                            .with(Map.of("collides", collides));
                });
    }
}
