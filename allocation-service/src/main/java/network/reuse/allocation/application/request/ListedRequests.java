package network.reuse.allocation.application.request;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.allocation.application.request.Submission.Judged;
import network.reuse.allocation.domain.Eligibility;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.people.Contact;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a list come to, one after the other: each is compared with those above it and with the requests that the referrer may
 * see. What those that it may not see occupy is for the database to say.
 */
final class ListedRequests {
    private final UUID referrer;
    private final Instant now;
    private final Map<String, Stored<Request>> byReference = new HashMap<>();
    private final Map<String, Stored<Request>> byHousehold = new HashMap<>();
    private final Map<String, Listed> listedByReference = new HashMap<>();
    private final Map<String, Long> listedByHousehold = new HashMap<>();
    private final Map<UUID, Contact> sameContacts;

    /** What a line comes to. */
    sealed interface Verdict {
        /** A request that is not there yet. */
        record New() implements Verdict {}

        /** This very request was made before. */
        record Known(Stored<Request> request) implements Verdict {}

        /** This very request stands above in the list. */
        record Repeated(Listed above) implements Verdict {}

        /** It cannot be made. */
        record Refused(Refusal why) implements Verdict {}
    }

    /** A line that asks, and what it asks. */
    record Listed(long line, Judged judged) {}

    /**
     * Compares with these requests.
     *
     * @param meant those that the referrer may see and that lines may repeat
     * @param sameContacts of the people of those requests whose contact is to the letter what a line says, that contact
     * @param now when the lines are judged
     */
    ListedRequests(UUID referrer, Collection<Stored<Request>> meant, Map<UUID, Contact> sameContacts, Instant now) {
        this.referrer = referrer;
        this.now = now;
        this.sameContacts = sameContacts;
        for (Stored<Request> request : meant) {
            RequestAttributes attributes = request.state().attributes();
            String reference = attributes.partnerRef();
            if (reference != null && attributes.referrer().equals(referrer)) {
                byReference.put(reference, request);
            }
            String household = request.state().occupiedHousehold();
            if (household != null) {
                byHousehold.put(household, request);
            }
        }
    }

    /** The request that a line most likely repeats; null when it repeats none that the referrer may see. */
    @Nullable Stored<Request> likely(Judged judged) {
        RequestAttributes asked = judged.attributes();
        if (asked.partnerRef() != null) {
            return byReference.get(asked.partnerRef());
        }
        return asked.household() == null ? null : byHousehold.get(asked.household());
    }

    /** Judges the next line, which is compared with those below if it is new. */
    Verdict judge(Listed listed) {
        RequestAttributes asked = listed.judged().attributes();
        String reference = asked.partnerRef();
        if (reference != null) {
            Stored<Request> named = byReference.get(reference);
            if (named != null) {
                return isSame(named, listed.judged()) ? known(listed, named) : new Verdict.Refused(taken(named));
            }
            Listed above = listedByReference.get(reference);
            if (above != null) {
                return isSame(above.judged(), listed.judged())
                        ? new Verdict.Repeated(above)
                        : new Verdict.Refused(taken(above.line()));
            }
        }
        String household = asked.household();
        if (household == null && reference == null) {
            return new Verdict.Refused(
                    Refusal.invalid(
                            "/partnerRef",
                            "cannot_be_told_apart",
                            "Sans référence et sans de quoi reconnaître le foyer, renvoyer cette liste ferait deux demandes ; donnez l'un des deux.",
                            "Without a reference and without what tells the household apart, sending this list again would make two requests; give one of them."));
        }
        if (household != null) {
            Long first = listedByHousehold.get(household);
            if (first != null) {
                return new Verdict.Refused(served(first));
            }
            Stored<Request> other = byHousehold.get(household);
            if (other != null) {
                boolean isIt = reference == null
                        && other.state().attributes().partnerRef() == null
                        && isSame(other, listed.judged());
                return isIt ? known(listed, other) : new Verdict.Refused(servedBy(other, referrer));
            }
        }
        note(listed);
        if (reference != null) {
            listedByReference.put(reference, listed);
        }
        return new Verdict.New();
    }

    private Verdict known(Listed listed, Stored<Request> request) {
        note(listed);
        return new Verdict.Known(request);
    }

    private void note(Listed listed) {
        String household = listed.judged().attributes().household();
        if (household != null) {
            listedByHousehold.putIfAbsent(household, listed.line());
        }
    }

    private boolean isSame(Stored<Request> known, Judged judged) {
        RequestAttributes there = known.state().attributes();
        return there.referrer().equals(referrer)
                && isSame(there, judged.attributes())
                && answersNothingElse(there.eligibility(), judged.attributes().eligibility())
                && judged.contact().equals(sameContacts.get(there.personRef()));
    }

    private static boolean isSame(Judged one, Judged other) {
        return isSame(one.attributes(), other.attributes())
                && Objects.equals(
                        one.attributes().eligibility(), other.attributes().eligibility())
                && one.contact().equals(other.contact());
    }

    /** Whether what a line states leaves the answers as they are; where one of both was asked nothing, there is nothing to compare. */
    private boolean answersNothingElse(@Nullable Eligibility kept, @Nullable Eligibility stated) {
        return kept == null || stated == null || kept.isUnchangedBy(stated, now);
    }

    private static boolean isSame(RequestAttributes one, RequestAttributes other) {
        return one.programmeId().equals(other.programmeId())
                && one.place().equals(other.place())
                && one.proof() == other.proof()
                && Objects.equals(one.share(), other.share());
    }

    private static Refusal taken(Stored<Request> named) {
        String code = named.state().attributes().code();
        return Refusal.invalid(List.of(new Refusal.Fault(
                "/partnerRef",
                "reference_taken",
                "Cette référence désigne déjà la demande " + code + ", qui dit autre chose.",
                "This reference already names request " + code + ", which says something else.",
                Map.of("existing", named.id()))));
    }

    private static Refusal taken(long line) {
        return Refusal.invalid(List.of(new Refusal.Fault(
                "/partnerRef",
                "reference_taken",
                "Cette référence figure déjà à la ligne " + line + " de la liste, qui dit autre chose.",
                "This reference is in line " + line + " of the list already, which says something else.",
                Map.of("line", line))));
    }

    private static Refusal served(long line) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "household_served",
                        "Ce foyer figure déjà à la ligne " + line + " de la liste.",
                        "This household is in line " + line + " of the list already.")
                .with(Map.of("line", line));
    }

    /** Which request it is is told to whoever made it. */
    static Refusal servedBy(Stored<Request> other, UUID referrer) {
        Refusal served = SubmitRequest.householdServed();
        return other.state().attributes().referrer().equals(referrer)
                ? served.with(Map.of("existing", other.id()))
                : served;
    }
}
