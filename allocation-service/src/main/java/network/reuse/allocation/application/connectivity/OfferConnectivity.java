package network.reuse.allocation.application.connectivity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.ConnectivityOffer.Open;
import network.reuse.allocation.domain.ConnectivityOfferAttributes;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.persistence.ConnectivityOffers;
import network.reuse.allocation.persistence.ConnectivityOffers.Standing;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.ConnectivityKind;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * An operator or a landlord offers so many lines to organisations that may ask for them, says that there are more or fewer, and closes the
 * offer. The number never goes below what is taken: the database refuses it too.
 */
@ApplicationScoped
public class OfferConnectivity {
    private final Commit commit;
    private final CodeNumbers codes;
    private final ConnectivityOffers offers;
    private final KnownOrganisations register;

    public OfferConnectivity(Commit commit, CodeNumbers codes, ConnectivityOffers offers, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.offers = offers;
        this.register = register;
    }

    /** What the provider says of it. */
    public record Terms(
            String title,
            ConnectivityKind kind,
            @Nullable Integer dataMegabytes,
            int months,
            int monthlyPriceCents,
            int lines,
            Set<String> departments,
            List<CriterionKind> criteria,
            Set<UUID> askers,
            LocalDate from,
            LocalDate until,
            String commune,
            @Nullable String partnerRef) {}

    /** Lines are asked for from now on. */
    public Uni<Answer> open(Command command, Terms terms, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        terms.departments().forEach(OfferConnectivity::requireDepartment);
        return register.requireAll(terms.askers(), "/askers")
                .chain(() -> codes.take('C', 1))
                .chain(code -> {
                    ConnectivityOfferAttributes attributes = new ConnectivityOfferAttributes(
                            Ids.next(),
                            code.getFirst(),
                            command.caller().organisation(),
                            terms.title(),
                            terms.kind(),
                            terms.dataMegabytes(),
                            terms.months(),
                            terms.monthlyPriceCents(),
                            terms.departments(),
                            terms.criteria(),
                            terms.askers(),
                            terms.from(),
                            terms.until(),
                            HandOverPlaces.of(terms.commune()),
                            command.caller().env(),
                            terms.partnerRef());
                    Creation<ConnectivityOffer, AllocationEvent> creation = new Creation<>(
                            attributes.id(), ConnectivityOffer.open(attributes, terms.lines()), occurred);
                    return commit.write(
                            command,
                            Unversioned.CREATES,
                            (_, _) -> Future.succeededFuture(creation),
                            opening -> Plan.create(
                                    ConnectivityOffers.TABLE,
                                    opening,
                                    stored -> ConnectivityOfferView.of(stored, 0, command.caller())));
                });
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

    /** There are so many lines from now on, those that are taken among them. */
    public Uni<Answer> amend(
            VersionedCommand command, UUID id, int lines, String reason, @Nullable Instant occurredAt) {
        return change(command, id, (open, taken) -> open.amend(lines, taken, reason), occurredAt);
    }

    /** No line is asked for any more; those that were asked for go on. */
    public Uni<Answer> close(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change(command, id, (open, _) -> open.close(reason), occurredAt);
    }

    private interface Step {
        Decision<ConnectivityOffer, AllocationEvent> of(Open offer, int taken);
    }

    private Uni<Answer> change(VersionedCommand command, UUID id, Step step, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                ConnectivityOffers.TABLE,
                (connection, _) -> offers.require(connection, id),
                Standing::offer,
                read -> {
                    if (!(read.offer().state() instanceof Open open)) {
                        throw read.offer().state().illegal();
                    }
                    return Plan.change(
                            ConnectivityOffers.TABLE,
                            Change.recorded(read.offer(), step.of(open, read.taken()), time),
                            stored -> ConnectivityOfferView.of(stored, read.taken(), command.caller()));
                });
    }
}
