package network.reuse.allocation.application.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.allocation.persistence.InvitationMails.Occasion;
import network.reuse.allocation.persistence.InvitationMails.Workshop;
import network.reuse.allocation.persistence.Packs;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.AttendanceCorrected;
import network.reuse.contracts.MediationEvent.AttendanceRecorded;
import network.reuse.contracts.MediationEvent.BookingCancelled;
import network.reuse.contracts.MediationEvent.BookingRescheduled;
import network.reuse.contracts.MediationEvent.CapacityChanged;
import network.reuse.contracts.MediationEvent.InvitationAccepted;
import network.reuse.contracts.MediationEvent.InvitationIssued;
import network.reuse.contracts.MediationEvent.InvitationReinstated;
import network.reuse.contracts.MediationEvent.InvitationReopened;
import network.reuse.contracts.MediationEvent.InvitationRescheduled;
import network.reuse.contracts.MediationEvent.InvitationWithdrawn;
import network.reuse.contracts.MediationEvent.PlaceAmended;
import network.reuse.contracts.MediationEvent.PlaceClosed;
import network.reuse.contracts.MediationEvent.PlaceOpened;
import network.reuse.contracts.MediationEvent.SeatBooked;
import network.reuse.contracts.MediationEvent.SeatOfferLapsed;
import network.reuse.contracts.MediationEvent.SeatOffered;
import network.reuse.contracts.MediationEvent.TourCancelled;
import network.reuse.contracts.MediationEvent.TourPlanned;
import network.reuse.contracts.MediationEvent.TourStopCancelled;
import network.reuse.contracts.MediationEvent.TourStopMoved;
import network.reuse.contracts.MediationEvent.WaitingListJoined;
import network.reuse.contracts.MediationEvent.WaitingListLeft;
import network.reuse.contracts.MediationEvent.WorkshopCancelled;
import network.reuse.contracts.MediationEvent.WorkshopRescheduled;
import network.reuse.contracts.MediationEvent.WorkshopScheduled;
import network.reuse.contracts.Published;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.time.BusinessClock;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever got a pack of the link to a workshop that mediation issued, when the seat that was booked by it is cancelled or
 * rescheduled, and when the link is good again.
 */
@ApplicationScoped
public class InviteByMail {
    private final InvitationMails mails;
    private final Reading reading;
    private final BusinessClock clock;

    public InviteByMail(InvitationMails mails, Reading reading, BusinessClock clock) {
        this.mails = mails;
        this.reading = reading;
        this.clock = clock;
    }

    /** Queues what there is to say, and drops what is no longer true before it was sent. */
    public Future<?> onMediationEvents(SqlConnection transaction, List<Published<MediationEvent>> events) {
        Future<Void> heard = Future.succeededFuture();
        for (Published<MediationEvent> event : events) {
            heard = switch (event.fact()) {
                case InvitationIssued issued ->
                    heard.compose(_ -> mails.queue(transaction, issued.invitationId(), issued.packId(), clock.now())
                            .mapEmpty());
                case InvitationReopened reopened ->
                    heard.compose(_ -> tell(transaction, event, reopened.invitationId(), Occasion.REOPENED, null));
                case InvitationRescheduled moved ->
                    heard.compose(_ -> tell(
                            transaction,
                            event,
                            moved.invitationId(),
                            Occasion.RESCHEDULED,
                            new Workshop(moved.title(), moved.placeName(), moved.from())));
                case InvitationAccepted accepted ->
                    heard.compose(_ -> mails.withdraw(transaction, accepted.invitationId(), clock.now())
                            .mapEmpty());
                case InvitationWithdrawn withdrawn ->
                    heard.compose(_ -> mails.withdraw(transaction, withdrawn.invitationId(), clock.now())
                            .mapEmpty());
                case InvitationReinstated reinstated ->
                    heard.compose(_ -> tell(transaction, event, reinstated.invitationId(), Occasion.REINSTATED, null));
                case PlaceOpened _,
                        PlaceAmended _,
                        PlaceClosed _,
                        WorkshopScheduled _,
                        WorkshopCancelled _,
                        WorkshopRescheduled _,
                        CapacityChanged _,
                        SeatBooked _,
                        BookingCancelled _,
                        BookingRescheduled _,
                        WaitingListJoined _,
                        SeatOffered _,
                        SeatOfferLapsed _,
                        WaitingListLeft _,
                        TourPlanned _,
                        TourStopMoved _,
                        TourStopCancelled _,
                        TourCancelled _,
                        AttendanceRecorded _,
                        AttendanceCorrected _ -> heard;
            };
        }
        return heard;
    }

    /** A message of its own, named as the event that it tells of. */
    private Future<Void> tell(
            SqlConnection transaction,
            Published<MediationEvent> event,
            UUID invitationId,
            Occasion occasion,
            @Nullable Workshop workshop) {
        return mails.queue(transaction, event.envelope().id(), invitationId, occasion, workshop, clock.now())
                .mapEmpty();
    }

    /** The messages about a pack. */
    public Uni<List<InvitationMailView>> ofPack(Caller caller, UUID packId) {
        return reading.inTransaction(
                        caller,
                        connection ->
                                Packs.TABLE.require(connection, packId).compose(_ -> mails.ofPack(connection, packId)))
                .map(found -> found.stream().map(InvitationMailView::of).toList());
    }
}
