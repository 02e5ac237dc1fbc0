package network.reuse.gateway.projection;

import java.util.Map;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Territory;

/** What an event says of people who came to a workshop; they are counted where it was held. */
final class AttendanceNews {
    private AttendanceNews() {}

    static Map<CounterCell, Count> counted(Envelope envelope, MediationEvent fact) {
        int more = switch (fact) {
            case MediationEvent.AttendanceRecorded e -> one(e.present());
            case MediationEvent.AttendanceCorrected e -> one(e.now()) - one(e.before());
            case MediationEvent.PlaceOpened _,
                    MediationEvent.PlaceAmended _,
                    MediationEvent.PlaceClosed _,
                    MediationEvent.WorkshopScheduled _,
                    MediationEvent.WorkshopCancelled _,
                    MediationEvent.CapacityChanged _,
                    MediationEvent.WorkshopRescheduled _,
                    MediationEvent.SeatBooked _,
                    MediationEvent.BookingCancelled _,
                    MediationEvent.BookingRescheduled _,
                    MediationEvent.WaitingListJoined _,
                    MediationEvent.SeatOffered _,
                    MediationEvent.SeatOfferLapsed _,
                    MediationEvent.WaitingListLeft _,
                    MediationEvent.TourPlanned _,
                    MediationEvent.TourStopMoved _,
                    MediationEvent.TourStopCancelled _,
                    MediationEvent.TourCancelled _,
                    MediationEvent.InvitationIssued _,
                    MediationEvent.InvitationAccepted _,
                    MediationEvent.InvitationReopened _,
                    MediationEvent.InvitationRescheduled _,
                    MediationEvent.InvitationWithdrawn _,
                    MediationEvent.InvitationReinstated _ -> 0;
        };
        if (more == 0 || envelope.env() != Environment.LIVE) {
            return Map.of();
        }
        Territory territory = envelope.territory();
        return Map.of(new CounterCell.People(territory.region(), territory.department()), new Count(more, more));
    }

    private static int one(boolean came) {
        return came ? 1 : 0;
    }
}
