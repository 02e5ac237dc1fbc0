package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.Eligibility;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.EligibilityRules.Asking;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.ProgrammeEligibility;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.Household;
import network.reuse.defaults.people.Households;
import network.reuse.defaults.people.People;
import org.jspecify.annotations.Nullable;

/**
 * A referrer asks for a pack for somebody. Who that is is sealed; a household that a sponsor's group of programmes is
 * serving or has served is refused, and what only looks alike is left to a human. Whoever does not meet the programme's criteria is
 * refused with all of them; what is unknown of them lets the request wait for a check.
 */
@ApplicationScoped
public class SubmitRequest {
    private final Commit commit;
    private final CodeNumbers codes;
    private final People people;
    private final Households households;
    private final Programmes programmes;
    private final Requests requests;
    private final Beneficiaries beneficiaries;
    private final ProgrammeEligibility criteria;

    public SubmitRequest(
            Commit commit,
            CodeNumbers codes,
            People people,
            Households households,
            Programmes programmes,
            Requests requests,
            Beneficiaries beneficiaries,
            ProgrammeEligibility criteria) {
        this.commit = commit;
        this.codes = codes;
        this.people = people;
        this.households = households;
        this.programmes = programmes;
        this.requests = requests;
        this.beneficiaries = beneficiaries;
        this.criteria = criteria;
    }

    /** What the referrer asks, and for whom. */
    public record Asked(
            UUID programmeId,
            Contact contact,
            String commune,
            Proof proof,
            @Nullable String shareCode,
            Statement statement,
            @Nullable String partnerRef) {}

    public Uni<Answer> submit(Command command, Asked asked, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        Territory place = HandOverPlaces.of(asked.commune());
        return codes.take('R', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> read(command, connection, asked.programmeId(), occurred),
                        read -> {
                            Stored<Programme> programme = read.programme();
                            Programme.Open open = programme.state().requireOpen();
                            open.requireRequestable(
                                    command.caller().organisation(), place, HandOverPlaces.day(occurred));
                            String share = open.requireShare(command.caller().organisation(), asked.shareCode());
                            Eligibility eligibility = eligibility(command, read, asked, place, occurred);
                            RequestAttributes attributes = attributes(
                                    command, open.attributes(), asked, place, share, eligibility, code.getFirst());
                            return keep(attributes, programme.version(), asked.contact(), occurred);
                        }));
    }

    /** The programme, and what it asks of requests of that day. */
    private record Read(Stored<Programme> programme, Optional<EligibilityRules> rules) {}

    private Future<Read> read(Command command, SqlConnection connection, UUID id, Instant occurred) {
        Future<Stored<Programme>> programme = programme(command, connection, id);
        Future<Optional<EligibilityRules>> rules = criteria.on(connection, id, HandOverPlaces.day(occurred));
        return programme.compose(found -> rules.map(its -> new Read(found, its)));
    }

    /** How the programme's criteria are met; null when it has none, refused when they are not. */
    private static @Nullable Eligibility eligibility(
            Command command, Read read, Asked asked, Territory place, Instant occurred) {
        UUID caller = command.caller().organisation();
        return read.rules()
                .filter(rules -> !rules.criteria().isEmpty())
                .map(rules -> rules.answer(
                                asked.statement().attributes(caller, place.department()),
                                asked.statement().verdicts(),
                                new Asking(
                                        caller,
                                        read.programme().state().attributes().parties(),
                                        occurred,
                                        "/eligibility/verdicts"))
                        .requireNoFail(occurred))
                .orElse(null);
    }

    private static Future<Stored<Programme>> programme(Command command, SqlConnection connection, UUID id) {
        return Programmes.TABLE.loadAll(connection, List.of(id)).map(found -> {
            Stored<Programme> programme = found.get(id);
            if (programme == null
                    || programme.state().attributes().env() != command.caller().env()) {
                throw Refusal.invalid(
                        "/programmeId",
                        "unknown_programme",
                        "Aucun programme de ce nom n'est ouvert à votre organisation.",
                        "No programme by this name is open to your organisation.");
            }
            return programme;
        });
    }

    private RequestAttributes attributes(
            Command command,
            ProgrammeAttributes programme,
            Asked asked,
            Territory place,
            @Nullable String share,
            @Nullable Eligibility eligibility,
            String code) {
        return new RequestAttributes(
                Ids.next(),
                code,
                programme.id(),
                programme.sponsor(),
                command.caller().organisation(),
                People.newRef(),
                programme.group(),
                household(programme.sponsor(), programme.group(), asked.contact())
                        .mark(),
                place,
                asked.proof(),
                command.caller().env(),
                asked.partnerRef(),
                share,
                eligibility,
                false);
    }

    private Household household(UUID sponsor, String group, Contact contact) {
        return households.of(sponsor + "/" + group, contact);
    }

    /** The request refers to its programme, which nobody amends from then on; it was amended before, or it is as it was read. */
    private Plan keep(RequestAttributes attributes, long programmeVersion, Contact contact, Instant occurred) {
        Household household = household(attributes.sponsor(), attributes.group(), contact);
        Creation<Request, AllocationEvent> request =
                new Creation<>(attributes.id(), Request.submit(attributes), occurred);
        return Plan.showing(request, RequestView::of)
                .then((connection, cause) -> people.keep(
                                connection, attributes.personRef(), attributes.parties(), contact, cause.now())
                        .compose(_ -> Requests.TABLE.createMissing(connection, List.of(request), cause))
                        .compose(created -> {
                            if (created.isEmpty()) {
                                return refuse(connection, attributes);
                            }
                            Future<?> kept = beneficiaries.keepLikeness(connection, attributes, household.near());
                            Future<?> unchanged =
                                    programmes.requireVersion(connection, attributes.programmeId(), programmeVersion);
                            return kept.compose(_ -> unchanged).mapEmpty();
                        }));
    }

    /** Says what the request collides with: the caller's own reference, or a household that may be another's request. */
    private Future<Void> refuse(SqlConnection connection, RequestAttributes attributes) {
        return requests.known(connection, attributes.referrer(), attributes.partnerRef())
                .compose(known -> {
                    throw known == null ? householdServed() : Refusals.alreadyExists("/partnerRef", known);
                });
    }

    /** A household that a group of programmes is serving or has served. */
    public static Refusal householdServed() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "household_served",
                "Ce foyer a déjà une demande en cours ou un pack dans ce groupe de programmes ;"
                        + " adressez-vous au porteur.",
                "This household already has an open request or a pack in this group of programmes; ask the sponsor.");
    }
}
