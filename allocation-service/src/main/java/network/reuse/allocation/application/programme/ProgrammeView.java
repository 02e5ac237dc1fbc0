package network.reuse.allocation.application.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.Closed;
import network.reuse.allocation.domain.Programme.Draft;
import network.reuse.allocation.domain.Programme.Open;
import network.reuse.allocation.domain.Programme.Suspended;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.ProgrammeStatus;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.Environment;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A programme as its sponsor and those who may ask see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param sponsorName as the register has it when it is read; not told in the answer to a command
 * @param minimumLevel how far the data of its packs' devices is out of reach at least, of what is reserved from now on
 * @param taken how many packs are reserved or gone; for the sponsor alone
 * @param shares the parts of the quota that are for some alone
 * @param waves the windows in which requests are accepted; on all of its days where there is none
 * @param backOrder whether a reservation waits with a rank when devices lack, unless it says otherwise
 */
public record ProgrammeView(
        UUID id,
        String code,
        ProgrammeStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID sponsor,
        @Nullable String sponsorName,
        String name,
        String group,
        Set<UUID> referrers,
        Territory territory,
        Set<String> departments,
        List<PackItem> pack,
        List<CountedGood> goods,
        int priceCents,
        int quota,
        @Nullable Integer taken,
        LocalDate from,
        LocalDate until,
        Basis basis,
        int reservationDays,
        boolean returnFreesQuota,
        SanitisationLevel minimumLevel,
        List<ShareView> shares,
        List<WaveView> waves,
        boolean backOrder,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Programme.Move> legal) {

    /**
     * A share of the quota.
     *
     * @param referrer for whom this organisation asks alone; null where any referrer's requests may be in it
     * @param codes for those alone who state one of these; empty where none is asked for
     * @param taken how many of its packs are reserved or gone; for the sponsor alone
     */
    public record ShareView(
            String label,
            int count,
            @Nullable UUID referrer,
            List<String> codes,
            @Nullable Integer taken) {}

    /**
     * A window in which requests are accepted.
     *
     * @param until its last day
     * @param count its own part of the quota; null where it has none
     * @param requests how many requests are in it, whatever became of them, when its sponsor reads the programme alone; null where they are
     *     in shares, whose figures they make
     * @param taken how many packs of them are reserved or gone, likewise
     */
    public record WaveView(
            String label,
            LocalDate from,
            LocalDate until,
            @Nullable Integer count,
            @Nullable Integer requests,
            @Nullable Integer taken) {}

    static ProgrammeView of(Stored<Programme> stored) {
        return of(stored, null, Map.of());
    }

    static ProgrammeView of(Stored<Programme> stored, @Nullable Integer taken, Map<String, Integer> ofShares) {
        return of(stored, taken, ofShares, null, Map.of());
    }

    /**
     * A programme as it is read.
     *
     * @param asked how many requests are in each wave; null where that is not read
     */
    static ProgrammeView of(
            Stored<Programme> stored,
            @Nullable Integer taken,
            Map<String, Integer> ofShares,
            @Nullable Map<String, Integer> asked,
            Map<UUID, String> names) {
        Programme programme = stored.state();
        ProgrammeAttributes attributes = programme.attributes();
        boolean isCounted = taken != null && attributes.shares().isEmpty();
        return new ProgrammeView(
                stored.id(),
                attributes.code(),
                programme.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.name(),
                attributes.group(),
                attributes.referrers(),
                attributes.territory(),
                attributes.departments(),
                attributes.pack(),
                attributes.goods(),
                attributes.priceCents(),
                attributes.quota(),
                taken,
                attributes.from(),
                attributes.until(),
                attributes.basis(),
                attributes.reservationDays(),
                attributes.returnFreesQuota(),
                attributes.minimumLevel(),
                attributes.shares().stream()
                        .map(share -> new ShareView(
                                share.label(),
                                share.count(),
                                share.referrer(),
                                share.codes(),
                                taken == null ? null : ofShares.getOrDefault(share.label(), 0)))
                        .toList(),
                attributes.waves().stream()
                        .map(wave -> new WaveView(
                                wave.label(),
                                wave.from(),
                                wave.until(),
                                wave.count(),
                                isCounted && asked != null ? asked.getOrDefault(wave.label(), 0) : null,
                                isCounted ? ofShares.getOrDefault(wave.label(), 0) : null))
                        .toList(),
                attributes.backOrder(),
                attributes.env(),
                attributes.partnerRef(),
                switch (programme) {
                    case Draft _, Open _ -> null;
                    case Suspended suspended -> suspended.reason();
                    case Closed closed -> closed.reason();
                },
                programme.legal());
    }
}
