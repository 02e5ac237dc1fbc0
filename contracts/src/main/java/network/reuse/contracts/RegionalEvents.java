package network.reuse.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What of each event the topic of a region says, {@link Topics#eventsOf}, which is read by a dashboard that is no party of the event: the
 * attributes that are listed here and no other. No organisation, no code or serial number, no reference of a partner, no price, no text
 * that somebody wrote, and nothing about a single person's request, appointment, line or invitation. An event of which nothing is
 * listed, or whose type is not known here, is not said at all.
 */
public final class RegionalEvents {
    private RegionalEvents() {}

    /**
     * What is said of an event's fact; empty when nothing is.
     *
     * @throws IOException when it is no fact of that type
     */
    public static Optional<ObjectNode> said(String type, JsonNode fact) throws IOException {
        for (Publisher<?> publisher : Publisher.ALL) {
            if (publisher.codec().types().containsKey(type)) {
                return said(publisher.codec(), type, fact);
            }
        }
        return Optional.empty();
    }

    private static <E> Optional<ObjectNode> said(EventCodec<E> codec, String type, JsonNode fact) throws IOException {
        E event = codec.fact(type, fact);
        Set<String> attributes = attributes(event);
        return attributes.isEmpty()
                ? Optional.empty()
                : Optional.of(codec.tree(event).retain(attributes));
    }

    /** The attributes that are said of such an event. */
    static Set<String> attributes(Object event) {
        return switch (event) {
            case CollectionEvent e -> ofCollection(e);
            case RefurbEvent e -> ofRefurb(e);
            case AllocationEvent e -> ofAllocation(e);
            case MediationEvent e -> ofMediation(e);
            case OrganisationEvent _ -> Set.of();
            default -> throw new IllegalArgumentException(event.getClass() + " is no event");
        };
    }

    private static Set<String> ofCollection(CollectionEvent event) {
        return switch (event) {
            case CollectionEvent.LotOffered _, CollectionEvent.LotAccepted _, CollectionEvent.LotCollected _ ->
                Set.of("lotId", "quantities");
            case CollectionEvent.LotDeclined _ -> Set.of("lotId");
            case CollectionEvent.LotWithdrawn _ -> Set.of("lotId", "agreed");
            case CollectionEvent.LotTakenOver _, CollectionEvent.LotReceived _ ->
                Set.of("lotId", "quantities", "disputed");
            case CollectionEvent.DiscrepancySettled _ ->
                Set.of(
                        "lotId",
                        "category",
                        "outcome",
                        "count",
                        "collectedBefore",
                        "collectedNow",
                        "receivedBefore",
                        "receivedNow",
                        "disputed");
            case CollectionEvent.LotSupplied _ -> Set.of("lotId", "condition", "quantities");
            case CollectionEvent.SupplyCorrected _, CollectionEvent.LotCorrected _ -> Set.of("lotId", "before", "now");
            case CollectionEvent.DeviceRegistered _ -> Set.of("deviceId", "lotId", "category", "supplied");
            case CollectionEvent.RegistrationCorrected _ -> Set.of("deviceId", "category");
            case CollectionEvent.DeviceLost _, CollectionEvent.LossCorrected _ -> Set.of("deviceId");
            // Who does it, who is expected when and where, and what only one side says.
            case CollectionEvent.LotAssigned _,
                    CollectionEvent.WorkshopCorrected _,
                    CollectionEvent.PickupScheduled _,
                    CollectionEvent.PickupMoved _,
                    CollectionEvent.PickupCancelled _,
                    CollectionEvent.PickupPlanned _,
                    CollectionEvent.PickupUnplanned _,
                    CollectionEvent.LotLoaded _,
                    CollectionEvent.LotHandedOver _,
                    CollectionEvent.LotDelivered _ -> Set.of();
            // Kinds of goods are words of the organisations that count them.
            case CollectionEvent.GoodsReceived _,
                    CollectionEvent.GoodsHandedOver _,
                    CollectionEvent.GoodsRejoined _,
                    CollectionEvent.GoodsCounted _,
                    CollectionEvent.GoodsAnnounced _,
                    CollectionEvent.GoodsTakenOver _,
                    CollectionEvent.GoodsRecalled _,
                    CollectionEvent.GoodsDifferenceSettled _ -> Set.of();
        };
    }

    private static Set<String> ofRefurb(RefurbEvent event) {
        return switch (event) {
            case RefurbEvent.DeviceReceived _ -> Set.of("deviceId", "category");
            case RefurbEvent.DeviceGraded _ -> Set.of("deviceId", "grade");
            case RefurbEvent.GradeCorrected _ -> Set.of("deviceId", "before", "now");
            case RefurbEvent.DeviceReady _, RefurbEvent.DeviceDispatched _ -> Set.of("deviceId", "category", "grade");
            case RefurbEvent.LossCorrected _ -> Set.of("deviceId", "stage");
            case RefurbEvent.DeviceTriaged _,
                    RefurbEvent.DeviceRepaired _,
                    RefurbEvent.ReadinessCorrected _,
                    RefurbEvent.DeviceScrapped _,
                    RefurbEvent.ScrapCorrected _,
                    RefurbEvent.DeviceLost _,
                    RefurbEvent.DispatchCorrected _,
                    RefurbEvent.DevicePalletised _,
                    RefurbEvent.PalletisationCorrected _,
                    RefurbEvent.DeviceReceivedByEcoOrganism _,
                    RefurbEvent.DeviceTreated _ -> Set.of("deviceId");
            case RefurbEvent.PalletDeparted _ -> Set.of("palletId", "wasteCode", "grams");
            case RefurbEvent.PalletDepartureCorrected _ -> Set.of("palletId");
            case RefurbEvent.PalletReceived _ -> Set.of("palletId", "grams");
            case RefurbEvent.PalletTreated _ -> Set.of("palletId", "treatments");
            // What is on a device's media, in it, or wrong with it is between its workshop and its donor.
            case RefurbEvent.MediumErased _,
                    RefurbEvent.MediumDestroyed _,
                    RefurbEvent.MediumAdded _,
                    RefurbEvent.MediumCorrected _,
                    RefurbEvent.MediumRemoved _,
                    RefurbEvent.MediumFitted _,
                    RefurbEvent.QualityCheckFailed _,
                    RefurbEvent.SystemInstalled _,
                    RefurbEvent.DevicePhotographed _,
                    RefurbEvent.DeviceInventoried _,
                    RefurbEvent.DeviceLocked _,
                    RefurbEvent.LockReleaseAnswered _,
                    RefurbEvent.DeviceUnlocked _,
                    RefurbEvent.LockCorrected _ -> Set.of();
            case RefurbEvent.PalletOpened _, RefurbEvent.PalletCancelled _, RefurbEvent.PalletSlipAdded _ -> Set.of();
        };
    }

    private static Set<String> ofAllocation(AllocationEvent event) {
        return switch (event) {
            case AllocationEvent.ProgrammeOpened _ -> Set.of("programmeId", "basis", "from", "until");
            case AllocationEvent.ProgrammeAmended _ -> Set.of("programmeId", "from", "until");
            case AllocationEvent.ProgrammeSuspended _,
                    AllocationEvent.ProgrammeResumed _,
                    AllocationEvent.ProgrammeClosed _ -> Set.of("programmeId");
            case AllocationEvent.PackDelivered _, AllocationEvent.PackSold _ -> Set.of("packId", "programmeId");
            case AllocationEvent.PackReturned _,
                    AllocationEvent.HandOverCorrected _,
                    AllocationEvent.PackReturnCorrected _ -> Set.of("packId");
            case AllocationEvent.DeviceStocked _ -> Set.of("deviceId", "category", "grade");
            case AllocationEvent.DeviceReserved _ -> Set.of("deviceId", "programmeId");
            case AllocationEvent.DeviceReleased _ -> Set.of("deviceId", "reason");
            case AllocationEvent.DeviceDelivered _, AllocationEvent.DeviceSold _ ->
                Set.of("deviceId", "packId", "programmeId");
            case AllocationEvent.DeliveryCorrected _, AllocationEvent.ReturnCorrected _ ->
                Set.of("deviceId", "packId", "stage");
            case AllocationEvent.DeviceReturned _ -> Set.of("deviceId", "packId");
            case AllocationEvent.LossCorrected _ -> Set.of("deviceId", "stage");
            case AllocationEvent.DeviceLost _ -> Set.of("deviceId");
            // What somebody asks for, waits for, or comes for.
            case AllocationEvent.RequestSubmitted _,
                    AllocationEvent.RequestDeclined _,
                    AllocationEvent.RequestWithdrawn _,
                    AllocationEvent.RequestMet _,
                    AllocationEvent.RequestBackOrdered _,
                    AllocationEvent.RequestReopened _,
                    AllocationEvent.PackBackOrdered _,
                    AllocationEvent.PackReserved _,
                    AllocationEvent.PackDevicesSwapped _,
                    AllocationEvent.PackReleased _,
                    AllocationEvent.PersonForgotten _,
                    AllocationEvent.HandOverDayPlanned _,
                    AllocationEvent.HandOverDayCancelled _,
                    AllocationEvent.AppointmentMade _,
                    AllocationEvent.AppointmentMoved _,
                    AllocationEvent.AppointmentCancelled _,
                    AllocationEvent.AppointmentCalledOff _,
                    AllocationEvent.ConnectivityLineRequested _,
                    AllocationEvent.ConnectivityLineActivated _,
                    AllocationEvent.ConnectivityLineRefused _,
                    AllocationEvent.ConnectivityLineFailed _,
                    AllocationEvent.ConnectivityLineRetried _,
                    AllocationEvent.ConnectivityLineCancelled _,
                    AllocationEvent.ConnectivityLineEnded _ -> Set.of();
            // What is agreed between sponsors, funders and providers.
            case AllocationEvent.ProgrammeCoFinanced _,
                    AllocationEvent.ProgrammeEligibilitySet _,
                    AllocationEvent.ProgrammeIdentificationDeclared _,
                    AllocationEvent.EnvelopeOpened _,
                    AllocationEvent.EnvelopeAmended _,
                    AllocationEvent.EnvelopeClosed _,
                    AllocationEvent.InKindStated _,
                    AllocationEvent.FundsRefunded _,
                    AllocationEvent.FundsCalled _,
                    AllocationEvent.FundsSettled _,
                    AllocationEvent.SettlementCorrected _,
                    AllocationEvent.FundCallCancelled _,
                    AllocationEvent.AgreementSigned _,
                    AllocationEvent.DeliverableDelivered _,
                    AllocationEvent.DeliverableAccepted _,
                    AllocationEvent.AgreementEnded _,
                    AllocationEvent.GoodsStocked _,
                    AllocationEvent.GoodsStockCounted _,
                    AllocationEvent.ConnectivityOfferOpened _,
                    AllocationEvent.ConnectivityOfferAmended _,
                    AllocationEvent.ConnectivityOfferClosed _ -> Set.of();
        };
    }

    private static Set<String> ofMediation(MediationEvent event) {
        return switch (event) {
            case MediationEvent.PlaceOpened _, MediationEvent.PlaceClosed _ -> Set.of("placeId");
            case MediationEvent.WorkshopScheduled _ -> Set.of("workshopId", "placeId", "from", "until", "capacity");
            case MediationEvent.WorkshopRescheduled _ -> Set.of("workshopId", "placeId", "from", "until");
            case MediationEvent.WorkshopCancelled _ -> Set.of("workshopId");
            case MediationEvent.CapacityChanged _ -> Set.of("workshopId", "before", "now");
            // Its key is the booking's: a correction is of one attendance, whosever it was.
            case MediationEvent.AttendanceRecorded _ -> Set.of("bookingId", "workshopId", "programmeId", "present");
            case MediationEvent.AttendanceCorrected _ -> Set.of("bookingId", "workshopId", "before", "now");
            // Names, and where a mobile place is at what time.
            case MediationEvent.PlaceAmended _,
                    MediationEvent.TourPlanned _,
                    MediationEvent.TourStopMoved _,
                    MediationEvent.TourStopCancelled _,
                    MediationEvent.TourCancelled _ -> Set.of();
            // What somebody books, waits for, or is invited to.
            case MediationEvent.SeatBooked _,
                    MediationEvent.BookingCancelled _,
                    MediationEvent.BookingRescheduled _,
                    MediationEvent.WaitingListJoined _,
                    MediationEvent.SeatOffered _,
                    MediationEvent.SeatOfferLapsed _,
                    MediationEvent.WaitingListLeft _,
                    MediationEvent.InvitationIssued _,
                    MediationEvent.InvitationAccepted _,
                    MediationEvent.InvitationReopened _,
                    MediationEvent.InvitationRescheduled _,
                    MediationEvent.InvitationWithdrawn _,
                    MediationEvent.InvitationReinstated _ -> Set.of();
        };
    }
}
