package network.reuse.allocation.application.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.allocation.domain.HandOverDay.Cancelled;
import network.reuse.allocation.domain.HandOverDay.Planned;
import network.reuse.allocation.domain.HandOverDayAttributes;
import network.reuse.allocation.domain.HandOverDayStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A day of hand-overs as its sponsor and the referrers of its programme see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param slots its slots with what is booked, which changes without a new version; not told in lists
 */
public record HandOverDayView(
        UUID id,
        String code,
        HandOverDayStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID programmeId,
        UUID sponsor,
        String place,
        Territory territory,
        Instant from,
        Instant until,
        int slotMinutes,
        int packsPerSlot,
        @Nullable List<SlotView> slots,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<HandOverDay.Move> legal) {

    /** A slot, and how many of its places are taken and left. */
    public record SlotView(Instant from, Instant until, int booked, int left) {}

    /**
     * The day.
     *
     * @param booked how many packs are booked into each slot, by when it begins; null where that is not told
     */
    static HandOverDayView of(Stored<HandOverDay> stored, @Nullable Map<Instant, Integer> booked) {
        HandOverDay day = stored.state();
        HandOverDayAttributes attributes = day.attributes();
        return new HandOverDayView(
                stored.id(),
                attributes.code(),
                day.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.programmeId(),
                attributes.sponsor(),
                attributes.place(),
                attributes.territory(),
                attributes.from(),
                attributes.until(),
                attributes.slotMinutes(),
                attributes.packsPerSlot(),
                booked == null ? null : slots(day, booked),
                attributes.env(),
                attributes.partnerRef(),
                switch (day) {
                    case Planned _ -> null;
                    case Cancelled cancelled -> cancelled.reason();
                },
                day.legal());
    }

    private static List<SlotView> slots(HandOverDay day, Map<Instant, Integer> booked) {
        int most = day instanceof Planned ? day.attributes().packsPerSlot() : 0;
        return day.attributes().slots().stream()
                .map(slot -> {
                    int taken = booked.getOrDefault(slot.from(), 0);
                    return new SlotView(slot.from(), slot.until(), taken, most - taken);
                })
                .toList();
    }
}
