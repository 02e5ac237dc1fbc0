package network.reuse.collection.application;

import java.util.List;
import network.reuse.collection.domain.SiteContact;
import network.reuse.collection.domain.SiteReading;
import org.jspecify.annotations.Nullable;

/**
 * How a site is found and reached, for its owner. Shows nothing when it is printed.
 *
 * @param readings which carriers have read it, and for which lot
 */
public record SiteContactView(
        String street,
        @Nullable String access,
        @Nullable String openingHours,
        String phone,
        String email,
        List<SiteReading> readings) {
    public SiteContactView {
        readings = List.copyOf(readings);
    }

    static SiteContactView of(SiteContact contact, List<SiteReading> readings) {
        return new SiteContactView(
                contact.street(), contact.access(), contact.openingHours(), contact.phone(), contact.email(), readings);
    }

    @Override
    public String toString() {
        return "SiteContactView[…]";
    }
}
