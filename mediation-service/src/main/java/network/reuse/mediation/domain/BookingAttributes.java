package network.reuse.mediation.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a booking keeps whatever its status; it follows its workshop to another place. It is nobody's or, by an opaque
 * reference, somebody's.
 *
 * @param hosts the organisations whose workshop it is
 * @param bookedBy the organisation that booked; for an invitation, the programme's sponsor
 * @param participant the reference of the person, whose contact is kept sealed elsewhere
 * @param territory region and department alone: a booking tells no commune
 * @param partnerRef the booking organisation's own reference
 */
public record BookingAttributes(
        UUID id,
        String code,
        UUID workshopId,
        Set<UUID> hosts,
        UUID bookedBy,
        @Nullable UUID programmeId,
        @Nullable UUID participant,
        @Nullable UUID invitationId,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public BookingAttributes {
        hosts = Set.copyOf(hosts);
        territory = new Territory(territory.region(), territory.department(), null);
    }

    /** The same, for the workshop as it is held now. */
    BookingAttributes at(WorkshopAttributes workshop) {
        return new BookingAttributes(
                id,
                code,
                workshopId,
                workshop.hosts(),
                bookedBy,
                programmeId,
                participant,
                invitationId,
                workshop.territory(),
                env,
                partnerRef);
    }

    /** The organisations that it concerns. */
    public Set<UUID> parties() {
        Set<UUID> all = new HashSet<>(hosts);
        all.add(bookedBy);
        return all;
    }
}
