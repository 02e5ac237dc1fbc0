package network.reuse.gateway.projection;

import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SupplyCondition;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of a device that counts.
 *
 * @param stage the stage it is in from then on; null when the event does not move it
 * @param takenBack the stage that it turns out never to have been in
 * @param origin where it comes from
 * @param stockedAs the category under which allocation holds it from then on
 */
record DeviceNews(
        @Nullable DeviceStage stage,
        @Nullable DeviceStage takenBack,
        @Nullable DeviceCategory category,
        @Nullable String code,
        @Nullable Origin origin,
        @Nullable DeviceCategory stockedAs) {
    private static final DeviceNews NOTHING = new DeviceNews(null, null, null, null, null, null);

    static DeviceNews of(Published<?> event) {
        return switch (event.fact()) {
            case CollectionEvent fact ->
                ofCollection(fact, event.envelope().territory().region());
            case RefurbEvent fact -> ofRefurb(fact);
            case AllocationEvent fact -> ofAllocation(fact);
            default -> throw new IllegalArgumentException(event.envelope().type() + " is about no device");
        };
    }

    /** What moves a device, whatever else it says; null for what is about no device. */
    static @Nullable DeviceStage stageAfter(@Nullable Object fact) {
        DeviceNews news = switch (fact) {
            case CollectionEvent event -> ofCollection(event, "");
            case RefurbEvent event -> ofRefurb(event);
            case AllocationEvent event -> ofAllocation(event);
            case null, default -> NOTHING;
        };
        return news.stage();
    }

    private static DeviceNews ofCollection(CollectionEvent fact, String region) {
        return switch (fact) {
            case CollectionEvent.DeviceRegistered e ->
                new DeviceNews(
                        DeviceStage.REGISTERED,
                        null,
                        e.category(),
                        e.code(),
                        new Origin(e.donor(), e.lotId(), region, e.supplied() == SupplyCondition.NEW),
                        null);
            case CollectionEvent.RegistrationCorrected e -> new DeviceNews(null, null, e.category(), null, null, null);
            case CollectionEvent.DeviceLost _ -> moved(DeviceStage.LOST);
            case CollectionEvent.LossCorrected _ -> corrected(DeviceStage.REGISTERED, DeviceStage.LOST);
            case CollectionEvent.LotOffered _,
                    CollectionEvent.LotAccepted _,
                    CollectionEvent.LotAssigned _,
                    CollectionEvent.LotDeclined _,
                    CollectionEvent.LotWithdrawn _,
                    CollectionEvent.PickupScheduled _,
                    CollectionEvent.PickupMoved _,
                    CollectionEvent.PickupCancelled _,
                    CollectionEvent.PickupPlanned _,
                    CollectionEvent.PickupUnplanned _,
                    CollectionEvent.LotLoaded _,
                    CollectionEvent.LotCollected _,
                    CollectionEvent.LotHandedOver _,
                    CollectionEvent.LotTakenOver _,
                    CollectionEvent.LotDelivered _,
                    CollectionEvent.LotReceived _,
                    CollectionEvent.LotSupplied _,
                    CollectionEvent.SupplyCorrected _,
                    CollectionEvent.DiscrepancySettled _,
                    CollectionEvent.LotCorrected _,
                    CollectionEvent.WorkshopCorrected _,
                    CollectionEvent.GoodsReceived _,
                    CollectionEvent.GoodsHandedOver _,
                    CollectionEvent.GoodsRejoined _,
                    CollectionEvent.GoodsCounted _,
                    CollectionEvent.GoodsAnnounced _,
                    CollectionEvent.GoodsTakenOver _,
                    CollectionEvent.GoodsRecalled _,
                    CollectionEvent.GoodsDifferenceSettled _ -> NOTHING;
        };
    }

    private static DeviceNews ofRefurb(RefurbEvent fact) {
        return switch (fact) {
            case RefurbEvent.DeviceReceived e -> moved(DeviceStage.RECEIVED, e.category(), e.code());
            case RefurbEvent.DeviceTriaged _ -> moved(DeviceStage.TRIAGED);
            case RefurbEvent.DeviceReady e -> moved(DeviceStage.READY, e.category(), null);
            case RefurbEvent.ReadinessCorrected _ -> corrected(DeviceStage.TRIAGED, DeviceStage.READY);
            case RefurbEvent.DeviceScrapped _ -> moved(DeviceStage.SCRAPPED);
            case RefurbEvent.DeviceLost _ -> moved(DeviceStage.LOST);
            case RefurbEvent.LossCorrected e -> corrected(e.stage(), DeviceStage.LOST);
            case RefurbEvent.ScrapCorrected _ -> corrected(DeviceStage.TRIAGED, DeviceStage.SCRAPPED);
            case RefurbEvent.DeviceDispatched e -> moved(DeviceStage.DISPATCHED, e.category(), e.code());
            case RefurbEvent.DispatchCorrected _ -> corrected(DeviceStage.READY, DeviceStage.DISPATCHED);
            case RefurbEvent.DevicePalletised _ -> moved(DeviceStage.PALLETISED);
            case RefurbEvent.PalletisationCorrected _ -> corrected(DeviceStage.SCRAPPED, DeviceStage.PALLETISED);
            case RefurbEvent.DeviceReceivedByEcoOrganism _ -> moved(DeviceStage.WITH_ECO_ORGANISM);
            case RefurbEvent.DeviceTreated _ -> moved(DeviceStage.TREATED);
            case RefurbEvent.MediumErased _,
                    RefurbEvent.MediumDestroyed _,
                    RefurbEvent.MediumAdded _,
                    RefurbEvent.MediumFitted _,
                    RefurbEvent.MediumRemoved _,
                    RefurbEvent.MediumCorrected _,
                    RefurbEvent.DeviceRepaired _,
                    RefurbEvent.DeviceGraded _,
                    RefurbEvent.GradeCorrected _,
                    RefurbEvent.QualityCheckFailed _,
                    RefurbEvent.DevicePhotographed _,
                    RefurbEvent.DeviceLocked _,
                    RefurbEvent.LockReleaseAnswered _,
                    RefurbEvent.DeviceUnlocked _,
                    RefurbEvent.LockCorrected _,
                    RefurbEvent.SystemInstalled _,
                    RefurbEvent.DeviceInventoried _,
                    RefurbEvent.PalletOpened _,
                    RefurbEvent.PalletCancelled _,
                    RefurbEvent.PalletDeparted _,
                    RefurbEvent.PalletDepartureCorrected _,
                    RefurbEvent.PalletSlipAdded _,
                    RefurbEvent.PalletReceived _,
                    RefurbEvent.PalletTreated _ -> NOTHING;
        };
    }

    private static DeviceNews ofAllocation(AllocationEvent fact) {
        return switch (fact) {
            case AllocationEvent.DeviceStocked e ->
                new DeviceNews(DeviceStage.STOCKED, null, e.category(), e.code(), null, e.category());
            case AllocationEvent.DeviceReserved _ -> moved(DeviceStage.RESERVED);
            case AllocationEvent.DeviceReleased _ -> moved(DeviceStage.STOCKED);
            case AllocationEvent.DeviceDelivered _ -> moved(DeviceStage.DELIVERED);
            case AllocationEvent.DeviceSold _ -> moved(DeviceStage.SOLD);
            case AllocationEvent.DeliveryCorrected e -> corrected(DeviceStage.STOCKED, e.stage());
            case AllocationEvent.DeviceReturned _ -> moved(DeviceStage.RETURNED);
            case AllocationEvent.ReturnCorrected e -> corrected(e.stage(), DeviceStage.RETURNED);
            case AllocationEvent.DeviceLost _ -> moved(DeviceStage.LOST);
            case AllocationEvent.LossCorrected e -> corrected(e.stage(), DeviceStage.LOST);
            case AllocationEvent.ProgrammeOpened _,
                    AllocationEvent.ProgrammeAmended _,
                    AllocationEvent.ProgrammeSuspended _,
                    AllocationEvent.ProgrammeResumed _,
                    AllocationEvent.ProgrammeCoFinanced _,
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
                    AllocationEvent.PackDevicesSwapped _,
                    AllocationEvent.HandOverDayPlanned _,
                    AllocationEvent.HandOverDayCancelled _,
                    AllocationEvent.AppointmentMade _,
                    AllocationEvent.AppointmentMoved _,
                    AllocationEvent.AppointmentCancelled _,
                    AllocationEvent.AppointmentCalledOff _,
                    AllocationEvent.ConnectivityOfferOpened _,
                    AllocationEvent.ConnectivityOfferAmended _,
                    AllocationEvent.ConnectivityOfferClosed _,
                    AllocationEvent.ConnectivityLineRequested _,
                    AllocationEvent.ConnectivityLineActivated _,
                    AllocationEvent.ConnectivityLineRefused _,
                    AllocationEvent.ConnectivityLineFailed _,
                    AllocationEvent.ConnectivityLineRetried _,
                    AllocationEvent.ConnectivityLineCancelled _,
                    AllocationEvent.ConnectivityLineEnded _,
                    AllocationEvent.ProgrammeClosed _,
                    AllocationEvent.RequestSubmitted _,
                    AllocationEvent.RequestDeclined _,
                    AllocationEvent.RequestWithdrawn _,
                    AllocationEvent.RequestMet _,
                    AllocationEvent.RequestBackOrdered _,
                    AllocationEvent.RequestReopened _,
                    AllocationEvent.PackBackOrdered _,
                    AllocationEvent.PackReserved _,
                    AllocationEvent.PackReleased _,
                    AllocationEvent.PackDelivered _,
                    AllocationEvent.PackSold _,
                    AllocationEvent.PackReturned _,
                    AllocationEvent.PackReturnCorrected _,
                    AllocationEvent.HandOverCorrected _,
                    AllocationEvent.PersonForgotten _ -> NOTHING;
        };
    }

    private static DeviceNews moved(DeviceStage stage) {
        return moved(stage, null, null);
    }

    private static DeviceNews moved(DeviceStage stage, @Nullable DeviceCategory category, @Nullable String code) {
        return new DeviceNews(stage, null, category, code, null, null);
    }

    private static DeviceNews corrected(DeviceStage stage, DeviceStage takenBack) {
        return new DeviceNews(stage, takenBack, null, null, null, null);
    }
}
