package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.AgreementEnded;
import network.reuse.contracts.AllocationEvent.AgreementSigned;
import network.reuse.contracts.AllocationEvent.AppointmentCalledOff;
import network.reuse.contracts.AllocationEvent.AppointmentCancelled;
import network.reuse.contracts.AllocationEvent.AppointmentMade;
import network.reuse.contracts.AllocationEvent.AppointmentMoved;
import network.reuse.contracts.AllocationEvent.ConnectivityLineActivated;
import network.reuse.contracts.AllocationEvent.ConnectivityLineCancelled;
import network.reuse.contracts.AllocationEvent.ConnectivityLineEnded;
import network.reuse.contracts.AllocationEvent.ConnectivityLineFailed;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRefused;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRequested;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRetried;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferAmended;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferClosed;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferOpened;
import network.reuse.contracts.AllocationEvent.DeliverableAccepted;
import network.reuse.contracts.AllocationEvent.DeliverableDelivered;
import network.reuse.contracts.AllocationEvent.DeliveryCorrected;
import network.reuse.contracts.AllocationEvent.DeviceDelivered;
import network.reuse.contracts.AllocationEvent.DeviceLost;
import network.reuse.contracts.AllocationEvent.DeviceReleased;
import network.reuse.contracts.AllocationEvent.DeviceReserved;
import network.reuse.contracts.AllocationEvent.DeviceReturned;
import network.reuse.contracts.AllocationEvent.DeviceSold;
import network.reuse.contracts.AllocationEvent.DeviceStocked;
import network.reuse.contracts.AllocationEvent.EnvelopeAmended;
import network.reuse.contracts.AllocationEvent.EnvelopeClosed;
import network.reuse.contracts.AllocationEvent.EnvelopeOpened;
import network.reuse.contracts.AllocationEvent.FundCallCancelled;
import network.reuse.contracts.AllocationEvent.FundsCalled;
import network.reuse.contracts.AllocationEvent.FundsRefunded;
import network.reuse.contracts.AllocationEvent.FundsSettled;
import network.reuse.contracts.AllocationEvent.GoodsStockCounted;
import network.reuse.contracts.AllocationEvent.GoodsStocked;
import network.reuse.contracts.AllocationEvent.HandOverCorrected;
import network.reuse.contracts.AllocationEvent.HandOverDayCancelled;
import network.reuse.contracts.AllocationEvent.HandOverDayPlanned;
import network.reuse.contracts.AllocationEvent.InKindStated;
import network.reuse.contracts.AllocationEvent.LossCorrected;
import network.reuse.contracts.AllocationEvent.PackBackOrdered;
import network.reuse.contracts.AllocationEvent.PackDelivered;
import network.reuse.contracts.AllocationEvent.PackDevicesSwapped;
import network.reuse.contracts.AllocationEvent.PackReleased;
import network.reuse.contracts.AllocationEvent.PackReserved;
import network.reuse.contracts.AllocationEvent.PackReturnCorrected;
import network.reuse.contracts.AllocationEvent.PackReturned;
import network.reuse.contracts.AllocationEvent.PackSold;
import network.reuse.contracts.AllocationEvent.PersonForgotten;
import network.reuse.contracts.AllocationEvent.ProgrammeAmended;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
import network.reuse.contracts.AllocationEvent.ProgrammeCoFinanced;
import network.reuse.contracts.AllocationEvent.ProgrammeEligibilitySet;
import network.reuse.contracts.AllocationEvent.ProgrammeIdentificationDeclared;
import network.reuse.contracts.AllocationEvent.ProgrammeOpened;
import network.reuse.contracts.AllocationEvent.ProgrammeResumed;
import network.reuse.contracts.AllocationEvent.ProgrammeSuspended;
import network.reuse.contracts.AllocationEvent.RequestBackOrdered;
import network.reuse.contracts.AllocationEvent.RequestDeclined;
import network.reuse.contracts.AllocationEvent.RequestMet;
import network.reuse.contracts.AllocationEvent.RequestReopened;
import network.reuse.contracts.AllocationEvent.RequestSubmitted;
import network.reuse.contracts.AllocationEvent.RequestWithdrawn;
import network.reuse.contracts.AllocationEvent.ReturnCorrected;
import network.reuse.contracts.AllocationEvent.SettlementCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.inbox.Rounds;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Device.Treated;
import network.reuse.refurb.domain.Device.WithEcoOrganism;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/**
 * Releases the custody of devices that somebody signed for, and expects those that come back, unless they do not come back after
 * all: their media count as never erased.
 */
@ApplicationScoped
public class ReleaseCustody {
    private final BusinessClock clock;

    public ReleaseCustody(BusinessClock clock) {
        this.clock = clock;
    }

    /** What an event means for the device that it names. */
    private record Consequence(Envelope envelope, UnaryOperator<Device> step) {
        UUID device() {
            return envelope.stream().id();
        }
    }

    public Future<?> onAllocationEvents(SqlConnection transaction, List<Published<AllocationEvent>> events) {
        List<Consequence> consequences = new ArrayList<>();
        for (Published<AllocationEvent> event : events) {
            UnaryOperator<Device> step = step(event);
            if (step != null) {
                consequences.add(new Consequence(event.envelope(), step));
            }
        }
        return Rounds.apply(consequences, Consequence::device, round -> applyOnceEach(transaction, round));
    }

    private Future<Void> applyOnceEach(SqlConnection transaction, List<Consequence> round) {
        Map<UUID, Consequence> consequences = new HashMap<>();
        round.forEach(consequence -> consequences.put(consequence.device(), consequence));
        return Devices.TABLE.loadAll(transaction, consequences.keySet()).compose(found -> {
            List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
            Cause cause = null;
            for (Stored<Device> stored : found.values()) {
                Consequence consequence = Objects.requireNonNull(consequences.get(stored.id()));
                Envelope envelope = consequence.envelope();
                Device next = consequence.step().apply(stored.state());
                if (!next.equals(stored.state())) {
                    cause = Cause.of(envelope, clock.now());
                    changes.add(new Change<>(stored, Decision.of(next), envelope.occurredAt()));
                }
            }
            return cause == null
                    ? Future.succeededFuture()
                    : Devices.TABLE.changeAll(transaction, changes, cause).mapEmpty();
        });
    }

    /** Null when the event neither ends a workshop's custody nor sends a device back to one. */
    private static @Nullable UnaryOperator<Device> step(Published<AllocationEvent> event) {
        return switch (event.fact()) {
            case DeviceStocked _ -> ReleaseCustody::gone;
            case DeviceReturned returned -> device -> back(device, returned.workshop(), event.envelope());
            case ReturnCorrected _ -> ReleaseCustody::notBack;
            case ProgrammeOpened _,
                    ProgrammeAmended _,
                    ProgrammeSuspended _,
                    ProgrammeResumed _,
                    ProgrammeCoFinanced _,
                    ProgrammeEligibilitySet _,
                    ProgrammeIdentificationDeclared _,
                    EnvelopeOpened _,
                    EnvelopeAmended _,
                    EnvelopeClosed _,
                    InKindStated _,
                    FundsRefunded _,
                    FundsCalled _,
                    FundsSettled _,
                    SettlementCorrected _,
                    FundCallCancelled _,
                    AgreementSigned _,
                    DeliverableDelivered _,
                    DeliverableAccepted _,
                    AgreementEnded _,
                    GoodsStocked _,
                    GoodsStockCounted _,
                    PackDevicesSwapped _,
                    HandOverDayPlanned _,
                    HandOverDayCancelled _,
                    AppointmentMade _,
                    AppointmentMoved _,
                    AppointmentCancelled _,
                    AppointmentCalledOff _,
                    ConnectivityOfferOpened _,
                    ConnectivityOfferAmended _,
                    ConnectivityOfferClosed _,
                    ConnectivityLineRequested _,
                    ConnectivityLineActivated _,
                    ConnectivityLineRefused _,
                    ConnectivityLineFailed _,
                    ConnectivityLineRetried _,
                    ConnectivityLineCancelled _,
                    ConnectivityLineEnded _,
                    ProgrammeClosed _,
                    RequestSubmitted _,
                    RequestDeclined _,
                    RequestWithdrawn _,
                    RequestMet _,
                    RequestBackOrdered _,
                    RequestReopened _,
                    PackBackOrdered _,
                    PackReserved _,
                    PackReleased _,
                    PackDelivered _,
                    PackSold _,
                    PackReturned _,
                    PackReturnCorrected _,
                    HandOverCorrected _,
                    DeviceReserved _,
                    DeviceReleased _,
                    DeviceDelivered _,
                    DeviceSold _,
                    DeliveryCorrected _,
                    DeviceLost _,
                    LossCorrected _,
                    PersonForgotten _ -> null;
        };
    }

    private static Device gone(Device device) {
        return switch (device) {
            case Dispatched dispatched -> dispatched.release();
            case Ready ready -> ready.release();
            case OnBench bench -> bench.release();
            case Scrapped scrapped -> scrapped.release();
            case Palletised palletised -> palletised.release();
            case Lost lost -> lost.release();
            case Expected _, Received _, Released _, WithEcoOrganism _, Treated _ -> device;
        };
    }

    private static Device back(Device device, UUID workshop, Envelope envelope) {
        Integer epoch = envelope.epoch();
        if (epoch == null) {
            throw new IllegalArgumentException("a return names its epoch");
        }
        return device instanceof Released released ? released.comeBack(workshop, epoch) : device;
    }

    /** What a workshop has received by then is there, whatever is said of it. */
    private static Device notBack(Device device) {
        return device instanceof Expected expected ? expected.correctReturn() : device;
    }
}
