package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a funder grants a sponsor, for what and for how long. Ceiling and days may be amended, contributions in kind are added, nothing else.
 *
 * @param code the readable one, such as {@code E-7Q4K2M}
 * @param purpose what the money is for
 * @param ceilingCents the most that may be committed
 * @param from the first day on which packs are reserved out of it
 * @param until the last one
 * @param territory the sponsor's seat
 */
public record FundingEnvelopeAttributes(
        UUID id,
        String code,
        UUID sponsor,
        UUID funder,
        String purpose,
        long ceilingCents,
        LocalDate from,
        LocalDate until,
        Territory territory,
        List<InKind> inKind,
        Environment env,
        @Nullable String partnerRef) {
    public FundingEnvelopeAttributes {
        inKind = List.copyOf(inKind);
    }

    FundingEnvelopeAttributes amended(long otherCeiling, LocalDate otherFrom, LocalDate otherUntil) {
        return new FundingEnvelopeAttributes(
                id,
                code,
                sponsor,
                funder,
                purpose,
                otherCeiling,
                otherFrom,
                otherUntil,
                territory,
                inKind,
                env,
                partnerRef);
    }

    FundingEnvelopeAttributes with(InKind more) {
        List<InKind> all = new ArrayList<>(inKind);
        all.add(more);
        return new FundingEnvelopeAttributes(
                id, code, sponsor, funder, purpose, ceilingCents, from, until, territory, all, env, partnerRef);
    }

    /** The sponsor and the funder. */
    public Set<UUID> parties() {
        return sponsor.equals(funder) ? Set.of(sponsor) : Set.of(sponsor, funder);
    }
}
