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
import org.jspecify.annotations.Nullable;

/**
 * An invitation as whoever holds its link sees it: what may be booked, and nobody's data.
 *
 * @param department its INSEE code, where the workshops are
 * @param booked the seat that it has led to, as long as that is booked
 * @param workshops the next ones of the department; none once the invitation is used or withdrawn
 */
public record InvitationView(
        InvitationStatus status,
        String department,
        @Nullable BookedView booked,
        List<Offer> workshops) {
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

    /** The seat was given back: the invitation may be used again. */
    public record GivenBackView(InvitationStatus status, String code) {}

    static InvitationView of(
            Stored<Invitation> stored, String department, @Nullable BookedView booked, List<Workshops.Seated> agenda) {
        return new InvitationView(
                stored.state().status(),
                department,
                booked,
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
                seated.seats().bookable());
    }
}
