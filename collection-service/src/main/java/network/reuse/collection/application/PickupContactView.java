package network.reuse.collection.application;

import java.util.UUID;
import network.reuse.collection.domain.PickupContact;
import org.jspecify.annotations.Nullable;

/**
 * Where the carrier that is booked for a lot fetches it, and how that site is reached. Shows nothing when it is printed.
 *
 * @param name what its owner calls it
 * @param commune the INSEE code of the commune that it lies in
 */
public record PickupContactView(
        UUID lot,
        UUID site,
        String name,
        String commune,
        String street,
        @Nullable String access,
        @Nullable String openingHours,
        String phone,
        String email) {

    static PickupContactView of(PickupContact found) {
        return new PickupContactView(
                found.lot(),
                found.site(),
                found.name(),
                found.commune(),
                found.contact().street(),
                found.contact().access(),
                found.contact().openingHours(),
                found.contact().phone(),
                found.contact().email());
    }

    @Override
    public String toString() {
        return "PickupContactView[" + lot + "]";
    }
}
