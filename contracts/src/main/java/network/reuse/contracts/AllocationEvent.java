package network.reuse.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything allocation-service publishes on {@code allocation.events}, keyed by programme, request, pack, device, person,
 * envelope, call for funds, funding agreement, goods, day of hand-overs, appointment, connectivity offer or line. What is said of a hand-over or a sale counts where it took place.
 */
public sealed interface AllocationEvent {

    /**
     * So many devices of a category that belong into a pack, none worse than that grade, each with that much memory and disk at least
     * where it is asked for: in GiB, and in GB of all its drives together.
     */
    record PackItem(
            DeviceCategory category,
            Grade worstGrade,
            int count,
            @Nullable Integer minimumMemoryGib,
            @Nullable Integer minimumDiskGb) {
        /** Whatever their memory and disk. */
        public PackItem(DeviceCategory category, Grade worstGrade, int count) {
            this(category, worstGrade, count, null, null);
        }
    }

    /** Goods of a pack that are counted and not told apart, such as headsets. */
    record CountedGood(String name, int count) {}

    /**
     * A part of a programme's quota for those who are named: whom that organisation asks for, or who states one of these codes, such
     * as a neighbourhood's; both where both are named.
     */
    record Share(String label, int count, @Nullable UUID referrer, List<String> codes) {
        public Share {
            codes = List.copyOf(codes);
        }
    }

    /** A window of a programme, of whole days, in which requests are accepted; with a part of the quota of its own where it has one. */
    record Wave(
            String label,
            String from,
            String until,
            @Nullable Integer count) {}

    /** Whether a programme gives its packs away or sells them. */
    enum Basis {
        GIFT,
        SALE
    }

    /** Why what was reserved is free again. */
    enum ReleaseReason {
        EXPIRED,
        CANCELLED
    }

    /** A sponsor opened a programme: so many packs of this kind, at this price, between two days, in shares or waves where it has some. */
    record ProgrammeOpened(
            UUID programmeId,
            String code,
            UUID sponsor,
            String name,
            List<PackItem> pack,
            List<CountedGood> goods,
            int priceCents,
            int quota,
            String from,
            String until,
            Basis basis,
            @Nullable SanitisationLevel minimumLevel,
            @Nullable List<Share> shares,
            @Nullable List<Wave> waves)
            implements AllocationEvent {
        public ProgrammeOpened {
            pack = List.copyOf(pack);
            goods = List.copyOf(goods);
            shares = shares == null ? null : List.copyOf(shares);
            waves = waves == null ? null : List.copyOf(waves);
        }
    }

    /**
     * The programme has another quota or other shares or waves of it, never below what is taken, other days or another minimum level of
     * erasure; these replace the former ones.
     */
    record ProgrammeAmended(
            UUID programmeId,
            int quota,
            String from,
            String until,
            String reason,
            @Nullable SanitisationLevel minimumLevel,
            @Nullable List<Share> shares,
            @Nullable List<Wave> waves)
            implements AllocationEvent, Amendment {
        public ProgrammeAmended {
            shares = shares == null ? null : List.copyOf(shares);
            waves = waves == null ? null : List.copyOf(waves);
        }
    }

    /** Nothing is asked or reserved in the programme for now; what is reserved already may still be handed over. */
    record ProgrammeSuspended(UUID programmeId, String reason) implements AllocationEvent {}

    /** The programme goes on as before it was suspended. */
    record ProgrammeResumed(UUID programmeId, String reason) implements AllocationEvent {}

    /** No further pack is reserved in the programme; what is reserved already may still be handed over. */
    record ProgrammeClosed(UUID programmeId, String reason) implements AllocationEvent {}

    /** A referrer asks for a pack of the programme for somebody it knows. */
    record RequestSubmitted(UUID requestId, String code, UUID programmeId, UUID referrer) implements AllocationEvent {}

    /** The sponsor does not grant the request. */
    record RequestDeclined(UUID requestId, String reason) implements AllocationEvent {}

    /** The request is no longer wanted. */
    record RequestWithdrawn(UUID requestId, String reason) implements AllocationEvent {}

    /** A pack is reserved for the request. */
    record RequestMet(UUID requestId, UUID packId) implements AllocationEvent {}

    /** The request waits in its programme's back-order, with a rank: one of the quota is its own, and devices are not there yet. */
    record RequestBackOrdered(UUID requestId, UUID packId) implements AllocationEvent {}

    /** The request waits again: its pack expired, was cancelled, or was not handed over after all. */
    record RequestReopened(UUID requestId, String reason) implements AllocationEvent {}

    /** One of the programme's quota is kept for a request, whose pack is reserved when its devices are there and its rank has come. */
    record PackBackOrdered(UUID packId, String code, UUID programmeId, UUID requestId) implements AllocationEvent {}

    /** So many goods of a kind that a sponsor counts, in a pack. */
    record PackedGoods(UUID goodsId, String kind, int count) {}

    /**
     * These very devices, and so many of these goods where they are counted, are put aside for a request until they are handed over
     * or the reservation expires.
     */
    record PackReserved(
            UUID packId,
            String code,
            UUID programmeId,
            UUID requestId,
            List<UUID> devices,
            Instant expiresAt,
            @Nullable List<PackedGoods> goods)
            implements AllocationEvent {
        public PackReserved {
            devices = List.copyOf(devices);
            goods = goods == null ? null : List.copyOf(goods);
        }
    }

    /** At the counter, devices of a pack that waits were replaced by others that fit as well; the former ones are in stock again. */
    record PackDevicesSwapped(UUID packId, List<UUID> former, List<UUID> devices, String reason)
            implements AllocationEvent, Amendment {
        public PackDevicesSwapped {
            former = List.copyOf(former);
            devices = List.copyOf(devices);
        }
    }

    /** The pack is not handed over; its devices are in stock again. */
    record PackReleased(UUID packId, ReleaseReason reason) implements AllocationEvent {}

    /** The pack was handed over as a gift; mediation may invite to a workshop. */
    record PackDelivered(UUID packId, UUID programmeId) implements AllocationEvent {}

    /** The pack was sold over a counter; mediation may invite to a workshop. */
    record PackSold(UUID packId, UUID programmeId, int priceCents) implements AllocationEvent {}

    /** The pack came back; its devices go to a workshop. */
    record PackReturned(UUID packId, List<UUID> devices, String reason) implements AllocationEvent {
        public PackReturned {
            devices = List.copyOf(devices);
        }
    }

    /** The pack was not handed over or sold after all; its devices never left the stock. */
    record HandOverCorrected(UUID packId, String reason) implements AllocationEvent {}

    /** The pack did not come back after all: whoever received it has it as before, and may be invited as before. */
    record PackReturnCorrected(UUID packId, String reason) implements AllocationEvent {}

    /** The recipient signed for the device: custody has passed from refurb to allocation. */
    record DeviceStocked(UUID deviceId, String code, UUID site, DeviceCategory category, Grade grade)
            implements AllocationEvent {}

    /** The device is put aside for a pack. */
    record DeviceReserved(UUID deviceId, UUID packId, UUID programmeId) implements AllocationEvent {}

    /** The device is in stock again; its pack was not handed over. */
    record DeviceReleased(UUID deviceId, UUID packId, ReleaseReason reason) implements AllocationEvent {}

    /** The device was handed over in the programme: it counts where the event's territory says. */
    record DeviceDelivered(UUID deviceId, UUID packId, UUID programmeId) implements AllocationEvent {}

    /** The device was sold in the programme, as part of a pack with this price. */
    record DeviceSold(UUID deviceId, UUID packId, UUID programmeId, int priceCents) implements AllocationEvent {}

    /** The device never reached the stage that was reported, DELIVERED or SOLD: it is in stock. */
    record DeliveryCorrected(UUID deviceId, UUID packId, DeviceStage stage, String reason) implements AllocationEvent {}

    /** The device came back and goes to that workshop, which treats its media as never erased; refurb may expect it. */
    record DeviceReturned(UUID deviceId, UUID packId, UUID workshop, String reason) implements AllocationEvent {}

    /** The device did not come back after all: it is as it was, DELIVERED or SOLD, and no workshop expects it. */
    record ReturnCorrected(UUID deviceId, UUID packId, DeviceStage stage, String reason) implements AllocationEvent {}

    /**
     * The device disappeared from the stock, or on its way back and with possible data of whoever had it; it is no incident to the
     * donor.
     */
    record DeviceLost(UUID deviceId, boolean possibleData, String reason) implements AllocationEvent {}

    /** The device that was reported lost is there after all, where it stood before: the loss no longer counts. */
    record LossCorrected(UUID deviceId, DeviceStage stage, String reason) implements AllocationEvent {}

    /** What is known of somebody is gone for good; whoever keeps something under this reference erases it too. */
    record PersonForgotten(UUID personRef) implements AllocationEvent {}

    /** What an envelope pays of each pack, or of a call. */
    record EnvelopeShare(UUID envelopeId, long cents) {}

    /** The sponsor has stated what a pack of the programme costs. Who pays it is between the sponsor and the funders. */
    record ProgrammeCoFinanced(UUID programmeId, long costCents) implements AllocationEvent, Amendment {}

    /**
     * The sponsor has set what the programme asks of whoever its packs are for. Requests from then on are held against this version.
     */
    record ProgrammeEligibilitySet(UUID programmeId, int ruleVersion) implements AllocationEvent, Amendment {}

    /**
     * The sponsor has declared by what the households of the programme's group are told apart, and whether a request that looks like an
     * earlier one waits for a human. By what is between the sponsor and those who may ask.
     */
    record ProgrammeIdentificationDeclared(UUID programmeId, boolean nearMatchesWait)
            implements AllocationEvent, Amendment {}

    /** A funder grants a sponsor so much for a purpose, between two days. */
    record EnvelopeOpened(
            UUID envelopeId,
            String code,
            UUID sponsor,
            UUID funder,
            String purpose,
            long ceilingCents,
            String from,
            String until)
            implements AllocationEvent {}

    /** The envelope has another ceiling, never below what is committed, or other days; these replace the former ones. */
    record EnvelopeAmended(UUID envelopeId, long ceilingCents, String from, String until, String reason)
            implements AllocationEvent, Amendment {}

    /** Nothing more is committed out of the envelope; what is committed already is paid as before. */
    record EnvelopeClosed(UUID envelopeId, String reason) implements AllocationEvent {}

    /** The funder gave something besides money; its worth is what it says, where it says so. */
    record InKindStated(
            UUID envelopeId, String what, @Nullable Long valueCents, String on) implements AllocationEvent, Amendment {}

    /** The sponsor paid back what packs that came back had left owing to the funder. */
    record FundsRefunded(UUID envelopeId, long cents) implements AllocationEvent, Amendment {}

    /** The sponsor asks a funder for the shares of so many packs and deliverables that are due, less its credits. */
    record FundsCalled(
            UUID callId, String code, UUID sponsor, UUID funder, long cents, int items, List<EnvelopeShare> envelopes)
            implements AllocationEvent {
        public FundsCalled {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** So much of a call was paid, and so much of it is left to pay. */
    record FundsSettled(UUID callId, long cents, long leftCents) implements AllocationEvent {}

    /** So much less of a call was paid than was said, and so much of it is left to pay. */
    record SettlementCorrected(UUID callId, long cents, long leftCents, String reason) implements AllocationEvent {}

    /** The call was made by mistake: nothing is asked for by it, and what it named is due as before. */
    record FundCallCancelled(UUID callId, String reason) implements AllocationEvent {}

    /** Funders pay a sponsor for a service, deliverable by deliverable; the envelopes' shares are set aside. */
    record AgreementSigned(
            UUID agreementId, String code, UUID sponsor, String title, long cents, List<EnvelopeShare> envelopes)
            implements AllocationEvent {
        public AgreementSigned {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** The sponsor says that it delivered this part of the service. */
    record DeliverableDelivered(UUID agreementId, UUID deliverableId) implements AllocationEvent {}

    /** A funder accepts this part of the service: so much of its money is due. */
    record DeliverableAccepted(UUID agreementId, UUID deliverableId, UUID funder, long cents)
            implements AllocationEvent {}

    /** Nothing more of the service is delivered: what was set aside for the rest is available again. */
    record AgreementEnded(UUID agreementId, String reason) implements AllocationEvent {}

    /** So many goods of a kind, which have no number, are in the sponsor's stock in addition. */
    record GoodsStocked(UUID goodsId, UUID site, String kind, int count) implements AllocationEvent {}

    /** A stock-taking found another count of goods in the sponsor's stock, those put aside among them. */
    record GoodsStockCounted(UUID goodsId, int before, int now, String reason) implements AllocationEvent, Amendment {}

    /** Packs of the programme are fetched at that place, in slots of so many minutes and packs. */
    record HandOverDayPlanned(
            UUID dayId,
            String code,
            UUID programmeId,
            UUID sponsor,
            String place,
            Instant from,
            Instant until,
            int slotMinutes,
            int packsPerSlot)
            implements AllocationEvent {}

    /** The day does not take place; the packs that were booked are to be booked anew. */
    record HandOverDayCancelled(UUID dayId, String reason) implements AllocationEvent {}

    /** A pack is to be fetched in that slot of the day; who comes is in no event. */
    record AppointmentMade(UUID appointmentId, UUID packId, UUID dayId, Instant from, Instant until)
            implements AllocationEvent {}

    /** The pack is to be fetched in another slot. */
    record AppointmentMoved(UUID appointmentId, UUID dayId, Instant from, Instant until)
            implements AllocationEvent, Amendment {}

    /** The pack is not fetched then: the appointment was given up, or the pack is reserved no more. */
    record AppointmentCancelled(UUID appointmentId, UUID packId, String reason) implements AllocationEvent {}

    /** The day of the appointment does not take place: the pack is to be booked anew. */
    record AppointmentCalledOff(UUID appointmentId, UUID packId, String reason) implements AllocationEvent {}

    /** An operator or a landlord offers so many lines at this price a month, to organisations that may ask for them. */
    record ConnectivityOfferOpened(
            UUID offerId,
            String code,
            UUID provider,
            String title,
            ConnectivityKind kind,
            @Nullable Integer dataMegabytes,
            int months,
            int monthlyPriceCents,
            int lines,
            String from,
            String until)
            implements AllocationEvent {}

    /** The offer has another number of lines, never fewer than are taken. */
    record ConnectivityOfferAmended(UUID offerId, int before, int now, String reason)
            implements AllocationEvent, Amendment {}

    /** No further line of the offer is asked for; those that were asked for go on. */
    record ConnectivityOfferClosed(UUID offerId, String reason) implements AllocationEvent {}

    /** A line of the offer is put aside for whoever a request is for; who that is stays with allocation. */
    record ConnectivityLineRequested(UUID lineId, String code, UUID offerId, UUID requestId, UUID programmeId)
            implements AllocationEvent {}

    /** The provider says that the line works. */
    record ConnectivityLineActivated(UUID lineId, UUID offerId) implements AllocationEvent {}

    /** The provider gives no line, for good; it is one of the offer's again. */
    record ConnectivityLineRefused(UUID lineId, UUID offerId, LineRefusal reason) implements AllocationEvent {}

    /** The provider could not activate the line; it is one of the offer's again, until it is asked for anew. */
    record ConnectivityLineFailed(UUID lineId, UUID offerId, LineFailure reason) implements AllocationEvent {}

    /** What kept the line from being activated is put right: a line of the offer is put aside anew. */
    record ConnectivityLineRetried(UUID lineId, UUID offerId) implements AllocationEvent {}

    /** The line is not wanted any more, before it was activated. */
    record ConnectivityLineCancelled(UUID lineId, UUID offerId, String reason) implements AllocationEvent {}

    /** The line that was active is over; it does not come back to the offer. */
    record ConnectivityLineEnded(UUID lineId, UUID offerId, String reason) implements AllocationEvent {}
}
