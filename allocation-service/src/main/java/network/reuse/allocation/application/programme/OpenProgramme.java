package network.reuse.allocation.application.programme;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.Amendable;
import network.reuse.allocation.domain.Programme.Closed;
import network.reuse.allocation.domain.Programme.Draft;
import network.reuse.allocation.domain.Programme.Open;
import network.reuse.allocation.domain.Programme.Suspended;
import network.reuse.allocation.domain.Programme.Uses;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Wave;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.Share;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A sponsor drafts and opens a programme of its own, amends, suspends, resumes and closes it. */
@ApplicationScoped
public class OpenProgramme {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Programmes programmes;
    private final BackOrders backOrders;
    private final KnownOrganisations register;

    public OpenProgramme(
            Commit commit,
            CodeNumbers codes,
            Programmes programmes,
            BackOrders backOrders,
            KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.programmes = programmes;
        this.backOrders = backOrders;
        this.register = register;
    }

    /** What the sponsor says of it. */
    public record Terms(
            String name,
            String group,
            Set<UUID> referrers,
            String commune,
            Set<String> departments,
            List<PackItem> pack,
            List<CountedGood> goods,
            int priceCents,
            int quota,
            LocalDate from,
            LocalDate until,
            Basis basis,
            int reservationDays,
            boolean returnFreesQuota,
            SanitisationLevel minimumLevel,
            List<Share> shares,
            List<Wave> waves,
            boolean backOrder,
            @Nullable String partnerRef) {}

    /** Opens it at once, or keeps it as a draft. */
    public Uni<Answer> open(Command command, Terms terms, boolean isDraft, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        terms.departments().forEach(OpenProgramme::requireDepartment);
        return register.requireAll(terms.referrers(), "/referrers")
                .chain(() -> codes.take('P', 1))
                .chain(code -> {
                    ProgrammeAttributes attributes = new ProgrammeAttributes(
                            Ids.next(),
                            code.getFirst(),
                            command.caller().organisation(),
                            terms.name(),
                            terms.group(),
                            terms.referrers(),
                            HandOverPlaces.of(terms.commune()),
                            terms.departments(),
                            terms.pack(),
                            terms.goods(),
                            terms.priceCents(),
                            terms.quota(),
                            terms.from(),
                            terms.until(),
                            terms.basis(),
                            terms.reservationDays(),
                            terms.returnFreesQuota(),
                            terms.minimumLevel(),
                            terms.shares(),
                            terms.waves(),
                            terms.backOrder(),
                            command.caller().env(),
                            terms.partnerRef());
                    Creation<Programme, AllocationEvent> programme = new Creation<>(
                            attributes.id(),
                            isDraft ? Programme.draft(attributes) : Programme.open(attributes),
                            occurred);
                    return commit.write(
                            command,
                            Unversioned.CREATES,
                            (_, _) -> Future.succeededFuture(programme),
                            opening -> Plan.create(
                                            Programmes.TABLE, opening, opened -> ProgrammeView.of(opened, 0, Map.of()))
                                    .writing((connection, _) -> programmes.prepare(connection, attributes, !isDraft)));
                });
    }

    /** What is to be otherwise; what is not named stays as it is. */
    public record Amendment(
            @Nullable Integer quota,
            @Nullable List<Share> shares,
            @Nullable List<Wave> waves,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable SanitisationLevel minimumLevel,
            String reason) {
        Decision<Programme, AllocationEvent> of(Amendable programme, Uses uses, LocalDate today) {
            ProgrammeAttributes attributes = programme.attributes();
            return programme.amend(
                    quota == null ? attributes.quota() : quota,
                    shares == null ? attributes.shares() : shares,
                    from == null ? attributes.from() : from,
                    until == null ? attributes.until() : until,
                    minimumLevel == null ? attributes.minimumLevel() : minimumLevel,
                    waves == null ? attributes.waves() : waves,
                    reason,
                    uses,
                    today);
        }
    }

    private record Read(Stored<Programme> programme, Uses uses) {}

    /**
     * It has another quota in other shares or waves, other days, which leave nothing out that was done in it, or another minimum level for what is reserved
     * from now on.
     */
    public Uni<Answer> amend(VersionedCommand command, UUID id, Amendment asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Programmes.TABLE,
                (connection, _) -> {
                    Future<?> locked = programmes.lock(connection, id);
                    Future<Stored<Programme>> programme = Programmes.TABLE.require(connection, id);
                    Future<Uses> uses = programmes.uses(connection, id);
                    return locked.compose(_ -> programme).compose(found -> uses.map(its -> new Read(found, its)));
                },
                Read::programme,
                read -> {
                    Decision<Programme, AllocationEvent> decision =
                            switch (read.programme().state()) {
                                case Amendable open -> asked.of(open, read.uses(), HandOverPlaces.day(command.now()));
                                case Closed closed -> throw closed.illegal();
                            };
                    if (decision.next().equals(read.programme().state())) {
                        return Plan.showing(read.programme(), stored -> view(stored, read));
                    }
                    Change<Programme, AllocationEvent> change = Change.recorded(read.programme(), decision, time);
                    ProgrammeAttributes amended = decision.next().attributes();
                    boolean endsSooner = amended.until()
                            .isBefore(read.programme().state().attributes().until());
                    return Plan.change(Programmes.TABLE, change, stored -> view(stored, read))
                            .writing((connection, cause) -> programmes.amend(
                                    connection,
                                    amended,
                                    change.next(cause.now()).version()))
                            // What waits ends with the programme, and is given back then.
                            .writing((connection, cause) -> endsSooner
                                    ? backOrders.endAll(connection, id, cause.now())
                                    : Future.succeededFuture())
                            .writingBeforeCommit(
                                    (connection, cause) -> backOrders.wake(connection, amended.sponsor(), cause.now()));
                });
    }

    private static ProgrammeView view(Stored<Programme> programme, Read read) {
        return ProgrammeView.of(programme, read.uses().taken(), read.uses().ofShares());
    }

    /** Others see it from now on, and ask and reserve in it. */
    public Uni<Answer> publish(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Programmes.TABLE, id, programme -> switch (programme.state()) {
            case Draft draft -> opened(Change.recorded(programme, draft.open(), time));
            default -> throw programme.state().illegal();
        });
    }

    /** Nothing is asked or reserved in it for now; whoever waits for devices in it keeps the rank. */
    public Uni<Answer> suspend(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Programmes.TABLE, id, programme -> switch (programme.state()) {
            case Open open -> shut(Change.recorded(programme, open.suspend(reason), time));
            default -> throw programme.state().illegal();
        });
    }

    /** It goes on as before it was suspended. */
    public Uni<Answer> resume(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Programmes.TABLE, id, programme -> switch (programme.state()) {
            case Suspended suspended -> opened(Change.recorded(programme, suspended.resume(reason), time));
            default -> throw programme.state().illegal();
        });
    }

    /** Nothing new is asked or reserved in it from now on; whoever waits for devices in it waits no more. */
    public Uni<Answer> close(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Programmes.TABLE, id, programme -> {
            Decision<Programme, AllocationEvent> closed = switch (programme.state()) {
                case Open open -> open.close(reason);
                case Suspended suspended -> suspended.close(reason);
                default -> throw programme.state().illegal();
            };
            return shut(Change.recorded(programme, closed, time))
                    .writing((connection, cause) -> backOrders.endAll(connection, id, cause.now()));
        });
    }

    private Plan opened(Change<Programme, AllocationEvent> change) {
        UUID sponsor = change.from().state().attributes().sponsor();
        return Plan.change(Programmes.TABLE, change, ProgrammeView::of)
                .writing((connection, cause) -> programmes.unlock(
                        connection, change.from().id(), change.next(cause.now()).version()))
                .writingBeforeCommit((connection, cause) -> backOrders.wake(connection, sponsor, cause.now()));
    }

    private Plan shut(Change<Programme, AllocationEvent> change) {
        return Plan.change(Programmes.TABLE, change, ProgrammeView::of)
                .writing((connection, _) ->
                        programmes.shut(connection, change.from().id()));
    }

    private static void requireDepartment(String code) {
        if (!Geography.isDepartment(code)) {
            throw Refusal.invalid(
                    "/departments",
                    "unknown_department",
                    "Aucun département n'a le code « " + code + " ».",
                    "No department has the code \"" + code + "\".");
        }
    }
}
