package network.reuse.allocation.application.request;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.request.SubmitRequest.Asked;
import network.reuse.allocation.domain.Eligibility;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.EligibilityRules.Asking;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.Identifications;
import network.reuse.allocation.persistence.Identifications.Declared;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.Household;
import network.reuse.defaults.people.Households;
import network.reuse.defaults.people.Identification;
import network.reuse.defaults.people.People;
import org.jspecify.annotations.Nullable;

/** The rules by which a referrer asks in one programme, for one person or for many. */
final class Submission {
    private final Caller caller;
    private final Programme.Open programme;
    private final long programmeVersion;
    private final Identification identification;
    private final Households.Group households;
    private final Optional<EligibilityRules> rules;
    private final Instant now;
    private final Instant occurred;

    private Submission(
            Caller caller,
            Programme.Open programme,
            long programmeVersion,
            Identification identification,
            Households.Group households,
            Optional<EligibilityRules> rules,
            Instant now,
            Instant occurred) {
        this.caller = caller;
        this.programme = programme;
        this.programmeVersion = programmeVersion;
        this.identification = identification;
        this.households = households;
        this.rules = rules;
        this.now = now;
        this.occurred = occurred;
    }

    /** A programme, by what its sponsor's groups tell households apart, and what it asks of requests that are made now. */
    record Read(Stored<Programme> programme, Map<String, Declared> identifications, Optional<EligibilityRules> rules) {}

    /** A request that keeps the rules, and the household that it is for. */
    record Judged(RequestAttributes attributes, Household household, Contact contact, Instant occurred) {
        Creation<Request, AllocationEvent> creation() {
            return new Creation<>(attributes.id(), Request.submit(attributes), occurred);
        }

        @Override
        public String toString() {
            return "Judged[" + attributes.id() + "]";
        }
    }

    /** What the caller asks in this programme; refused when it is not open, or not for the caller to ask in. */
    static Submission to(Command command, Read read, Households households, Instant occurred) {
        Programme.Open programme = read.programme().state().requireOpen();
        programme.requireAsking(command.caller().organisation(), HandOverPlaces.day(occurred));
        ProgrammeAttributes attributes = programme.attributes();
        Identification identification = Objects.requireNonNullElse(
                        read.identifications().get(attributes.group()), Declared.NOTHING)
                .identification();
        return new Submission(
                command.caller(),
                programme,
                read.programme().version(),
                identification,
                households.in(attributes.sponsor() + "/" + attributes.group(), identification),
                read.rules(),
                command.now(),
                occurred);
    }

    /** The request that is asked for; refused when it is for somebody from elsewhere, in no share, or not eligible. */
    Judged judge(Asked asked, String code) {
        Territory place = HandOverPlaces.of(asked.commune());
        programme.requireWithin(place);
        String share = programme.requireShare(caller.organisation(), asked.shareCode(), HandOverPlaces.day(occurred));
        Eligibility eligibility = eligibility(asked, place);
        Household household = households.of(asked.contact());
        return new Judged(
                attributes(asked, place, share, eligibility, code, household.mark()),
                household,
                asked.contact(),
                occurred);
    }

    /** How the programme's criteria are met; null when it has none, refused when they are not. */
    private @Nullable Eligibility eligibility(Asked asked, Territory place) {
        return rules.filter(one -> !one.criteria().isEmpty())
                .map(one -> one.answer(
                                asked.statement().attributes(caller.organisation(), place.department()),
                                asked.statement().verdicts(),
                                new Asking(
                                        caller.organisation(),
                                        programme.attributes().parties(),
                                        now))
                        .requireNoFail(now))
                .orElse(null);
    }

    private RequestAttributes attributes(
            Asked asked,
            Territory place,
            @Nullable String share,
            @Nullable Eligibility eligibility,
            String code,
            @Nullable String household) {
        ProgrammeAttributes attributes = programme.attributes();
        return new RequestAttributes(
                Ids.next(),
                code,
                attributes.id(),
                attributes.sponsor(),
                caller.organisation(),
                People.newRef(),
                attributes.group(),
                household,
                place,
                asked.proof(),
                caller.env(),
                asked.partnerRef(),
                share,
                eligibility,
                false);
    }

    UUID sponsor() {
        return programme.attributes().sponsor();
    }

    String group() {
        return programme.attributes().group();
    }

    UUID referrer() {
        return caller.organisation();
    }

    /** Those who may read whom it is for. */
    Set<UUID> parties() {
        return sponsor().equals(referrer()) ? Set.of(sponsor()) : Set.of(sponsor(), referrer());
    }

    /**
     * Requests refer to their programme, which nobody amends from then on, nor does anybody declare in its group by what households are
     * told apart: both are as they were read, or it fails.
     */
    Future<?> requireUnchanged(SqlConnection connection, Programmes programmes, Identifications identifications) {
        return PipelinedStatements.answered(List.of(
                programmes.requireVersion(connection, programme.attributes().id(), programmeVersion),
                identifications.requireUnchanged(connection, sponsor(), group(), identification)));
    }
}
