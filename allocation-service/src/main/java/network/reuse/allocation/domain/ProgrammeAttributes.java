package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.Share;
import network.reuse.contracts.Environment;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a programme offers, to whom and for how long. Its quota with its shares, its waves, its days and its minimum level may be amended,
 * nothing else.
 *
 * @param code the readable one, such as {@code P-7Q4K2M}
 * @param group names some of the sponsor's programmes; a household is served once in all of one group
 * @param referrers the organisations that may ask for somebody
 * @param territory the sponsor's seat, where the programme counts
 * @param departments where requests may come from; from everywhere when empty
 * @param pack the devices of one pack, by category
 * @param goods what else is in one pack and has no serial number, by kind and count, such as a headset
 * @param priceCents the largest price of a pack to whoever buys it, in cents; 0 where packs are handed over
 * @param quota how many packs there are
 * @param from the first day on which requests and packs are taken
 * @param until the last one
 * @param basis whether its packs are handed over or sold
 * @param reservationDays how long a pack stays put aside
 * @param returnFreesQuota whether a pack that comes back may be had by somebody else
 * @param minimumLevel how far the data of its packs' devices is out of reach at least; a device of which that is not known reaches
 *     {@code NONE}
 * @param shares the parts of the quota that are for some alone, in the order in which a request looks for its own; none where the
 *     quota is one. What they leave of it is for the requests that are in none
 * @param waves the windows in which requests are accepted; none where they are on all of its days. Where there are no shares, each is a
 *     part of the quota as a share is, by its label
 * @param backOrder whether a reservation waits with a rank when devices lack, unless it says otherwise
 */
public record ProgrammeAttributes(
        UUID id,
        String code,
        UUID sponsor,
        String name,
        String group,
        Set<UUID> referrers,
        Territory territory,
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
        Environment env,
        @Nullable String partnerRef) {
    public ProgrammeAttributes {
        referrers = Set.copyOf(referrers);
        departments = Set.copyOf(departments);
        pack = List.copyOf(pack);
        goods = List.copyOf(goods);
        shares = List.copyOf(shares);
        waves = List.copyOf(waves);
    }

    /** The same with another quota in other shares and waves, on other days, with another minimum level. */
    ProgrammeAttributes amended(
            int otherQuota,
            List<Share> otherShares,
            LocalDate otherFrom,
            LocalDate otherUntil,
            SanitisationLevel otherMinimum,
            List<Wave> otherWaves) {
        return new ProgrammeAttributes(
                id,
                code,
                sponsor,
                name,
                group,
                referrers,
                territory,
                departments,
                pack,
                goods,
                priceCents,
                otherQuota,
                otherFrom,
                otherUntil,
                basis,
                reservationDays,
                returnFreesQuota,
                otherMinimum,
                otherShares,
                otherWaves,
                backOrder,
                env,
                partnerRef);
    }

    /** The parts of the quota, each with its label: its shares, or else its waves, of which those without a part have all of it. */
    public List<Share> parts() {
        return shares.isEmpty() ? waves.stream().map(wave -> wave.share(quota)).toList() : shares;
    }

    /** How much of the quota is in no part of it. */
    public int outsideOfParts() {
        return quota - inParts();
    }

    /** How much of the quota is in parts that are for some alone. */
    int inParts() {
        return shares.stream().mapToInt(Share::count).sum()
                + waves.stream()
                        .mapToInt(wave -> Objects.requireNonNullElse(wave.count(), 0))
                        .sum();
    }

    /** The first wave that requests of that day are in; null when none is. */
    @Nullable Wave waveOn(LocalDate day) {
        return waves.stream().filter(wave -> wave.covers(day)).findFirst().orElse(null);
    }

    /** The wave that begins next after that day; null when none does. */
    @Nullable Wave waveAfter(LocalDate day) {
        return waves.stream()
                .filter(wave -> wave.from().isAfter(day))
                .min(Comparator.comparing(Wave::from))
                .orElse(null);
    }

    /**
     * The label of the part of the quota that is for what this organisation asks with this code on that day: the first share, or where there
     * are none the wave; null when none is.
     */
    @Nullable String partOf(UUID referrer, @Nullable String code, LocalDate day) {
        if (shares.isEmpty()) {
            Wave wave = waveOn(day);
            return wave == null ? null : wave.label();
        }
        for (Share share : shares) {
            boolean asked = share.referrer() == null || share.referrer().equals(referrer);
            boolean stated = share.codes().isEmpty()
                    || (code != null
                            && share.codes().stream()
                                    .anyMatch(one -> Scanned.form(one).equals(Scanned.form(code))));
            if (asked && stated) {
                return share.label();
            }
        }
        return null;
    }

    /** The sponsor and those who may ask. */
    public Set<UUID> parties() {
        Set<UUID> parties = new HashSet<>(referrers);
        parties.add(sponsor);
        return parties;
    }
}
