package network.reuse.mediation.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Invitation;
import network.reuse.mediation.domain.InvitationStatus;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.Workshops;

/**
 * An invitation as whoever holds its link sees it: what may be booked, and nobody's data.
 *
 * @param workshops the next ones of the department; none once the invitation is used or withdrawn
 */
public record InvitationView(InvitationStatus status, List<Offer> workshops) {
    public InvitationView {
        workshops = List.copyOf(workshops);
    }

    /** A workshop that may be booked. */
    public record Offer(
            UUID id,
            String code,
            String title,
            String placeName,
            String commune,
            Instant from,
            Instant until,
            int seatsLeft) {}

    /** The seat that was booked: the code is what to say at the door. */
    public record BookedView(String code, String title, String placeName, String commune, Instant from, Instant until) {
        static BookedView of(String code, WorkshopAttributes workshop) {
            return new BookedView(
                    code,
                    workshop.title(),
                    workshop.placeName(),
                    String.valueOf(workshop.territory().commune()),
                    workshop.from(),
                    workshop.until());
        }
    }

    static InvitationView of(Stored<Invitation> stored, List<Workshops.Seated> agenda) {
        return new InvitationView(
                stored.state().status(),
                agenda.stream().map(InvitationView::offer).toList());
    }

    private static Offer offer(Workshops.Seated seated) {
        Workshop workshop = seated.workshop().state();
        WorkshopAttributes attributes = workshop.attributes();
        return new Offer(
                attributes.id(),
                attributes.code(),
                attributes.title(),
                attributes.placeName(),
                String.valueOf(attributes.territory().commune()),
                attributes.from(),
                attributes.until(),
                seated.seats().left());
    }
}
