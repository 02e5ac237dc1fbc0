package network.reuse.allocation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * When and where the packs of a programme are fetched.
 *
 * @param code the readable one, such as {@code J-7Q4K2M}
 * @param place the hall or the counter, with its address
 * @param until the end of the last slot, at the latest
 * @param packsPerSlot how many packs are fetched in each slot
 * @param parties the programme's: its sponsor and those who may ask
 */
public record HandOverDayAttributes(
        UUID id,
        String code,
        UUID programmeId,
        UUID sponsor,
        String place,
        Instant from,
        Instant until,
        int slotMinutes,
        int packsPerSlot,
        Set<UUID> parties,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public HandOverDayAttributes {
        parties = Set.copyOf(parties);
    }

    /** Its slots, one after the other; what is left at the end and too short for one is none. */
    public List<HandOverSlot> slots() {
        Duration length = Duration.ofMinutes(slotMinutes);
        List<HandOverSlot> slots = new ArrayList<>();
        for (Instant start = from; !start.plus(length).isAfter(until); start = start.plus(length)) {
            slots.add(new HandOverSlot(start, start.plus(length)));
        }
        return slots;
    }
}
