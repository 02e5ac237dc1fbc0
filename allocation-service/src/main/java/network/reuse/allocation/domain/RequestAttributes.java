package network.reuse.allocation.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a request keeps whatever its status. Who it is for stands elsewhere, encrypted, under {@code personRef}.
 *
 * @param group the group of programmes in which the household is served once
 * @param household tells households of the group apart and nothing else; null when too little is known of it
 * @param place where the person lives; its department is where a hand-over counts unless said otherwise
 * @param share the label of the programme's share that it is in; null when it is in none
 * @param eligibility how the criteria of its programme are met; null when it had none, and once the person is forgotten
 * @param forgotten whether whoever it is for is forgotten
 */
public record RequestAttributes(
        UUID id,
        String code,
        UUID programmeId,
        UUID sponsor,
        UUID referrer,
        UUID personRef,
        String group,
        @Nullable String household,
        Territory place,
        Proof proof,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String share,
        @Nullable Eligibility eligibility,
        boolean forgotten) {

    /** The sponsor and whoever asked. */
    public Set<UUID> parties() {
        return sponsor.equals(referrer) ? Set.of(sponsor) : Set.of(sponsor, referrer);
    }

    /** The same, without what tells the household apart and what is known of who it is for. */
    RequestAttributes forget() {
        return new RequestAttributes(
                id,
                code,
                programmeId,
                sponsor,
                referrer,
                personRef,
                group,
                null,
                place,
                proof,
                env,
                partnerRef,
                share,
                null,
                true);
    }

    /** The same, of another household. */
    RequestAttributes of(@Nullable String otherHousehold) {
        return new RequestAttributes(
                id,
                code,
                programmeId,
                sponsor,
                referrer,
                personRef,
                group,
                otherHousehold,
                place,
                proof,
                env,
                partnerRef,
                share,
                eligibility,
                forgotten);
    }

    /** The same, with these answers. */
    RequestAttributes answered(Eligibility answers) {
        return new RequestAttributes(
                id,
                code,
                programmeId,
                sponsor,
                referrer,
                personRef,
                group,
                household,
                place,
                proof,
                env,
                partnerRef,
                share,
                answers,
                forgotten);
    }

    /** Where it counts: no finer than the department. */
    public Territory counted() {
        return new Territory(place.region(), place.department(), null);
    }
}
