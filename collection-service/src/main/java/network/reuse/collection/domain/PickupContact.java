package network.reuse.collection.domain;

import java.util.UUID;

/** What the carrier of a pickup is told of its site. Shows nothing when it is printed. */
public record PickupContact(UUID lot, UUID site, String name, String commune, SiteContact contact) {
    @Override
    public String toString() {
        return "PickupContact[" + lot + "]";
    }
}
