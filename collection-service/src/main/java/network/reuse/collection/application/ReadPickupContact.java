package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.HandedOver;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.PickupSite;
import network.reuse.collection.persistence.Lots;
import network.reuse.collection.persistence.SiteContacts;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.time.BusinessClock;

/** Tells the carrier that is booked for a lot, and nobody else, how the site is reached where it fetches it; each reading is noted. */
@ApplicationScoped
public class ReadPickupContact {
    private final Reading reading;
    private final SiteContacts contacts;
    private final BusinessClock clock;

    public ReadPickupContact(Reading reading, SiteContacts contacts, BusinessClock clock) {
        this.reading = reading;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Refused as unknown unless the caller is booked, a site is named, and the lot is still to be fetched. */
    public Uni<PickupContactView> of(Caller caller, UUID lot) {
        Instant now = clock.now();
        return reading.inTransaction(
                caller,
                connection -> Lots.TABLE
                        .require(connection, lot)
                        .compose(stored -> {
                            PickupSite site = booked(caller, stored.state());
                            return contacts.read(connection, caller, site.contact(), now);
                        })
                        .map(PickupContactView::of));
    }

    private static PickupSite booked(Caller caller, Lot lot) {
        UUID carrier = switch (lot) {
            case PickupBooked booked -> booked.carrier();
            case HandedOver handedOver -> handedOver.carrier();
            default -> throw Refusals.unknown();
        };
        if (!carrier.equals(caller.organisation())) {
            throw Refusals.unknown();
        }
        return lot.pickupSite().orElseThrow(Refusals::unknown);
    }
}
