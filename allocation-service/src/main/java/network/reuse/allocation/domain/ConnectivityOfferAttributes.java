package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.ConnectivityKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a connectivity offer.
 *
 * @param code the readable one, such as {@code C-7Q4K2M}
 * @param provider the operator or the landlord
 * @param title what it is called
 * @param dataMegabytes how much data a month has; null when there is no limit
 * @param months how long a line is there
 * @param monthlyPriceCents what a month costs whoever has the line; 0 when it costs nothing
 * @param departments where whoever has a line lives; anywhere when empty
 * @param criteria what a request has to have passed of what its own programme asks; nothing when empty
 * @param askers the organisations whose requests it is for: they see the offer, and ask
 * @param from the first day on which lines are asked for
 * @param until the last one
 * @param territory the provider's seat
 */
public record ConnectivityOfferAttributes(
        UUID id,
        String code,
        UUID provider,
        String title,
        ConnectivityKind kind,
        @Nullable Integer dataMegabytes,
        int months,
        int monthlyPriceCents,
        Set<String> departments,
        List<CriterionKind> criteria,
        Set<UUID> askers,
        LocalDate from,
        LocalDate until,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public ConnectivityOfferAttributes {
        departments = Set.copyOf(departments);
        criteria = List.copyOf(criteria);
        askers = Set.copyOf(askers);
    }

    /** The provider and those that may ask. */
    public Set<UUID> parties() {
        Set<UUID> all = new HashSet<>(askers);
        all.add(provider);
        return Set.copyOf(all);
    }
}
