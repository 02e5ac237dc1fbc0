package network.reuse.mediation.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
import network.reuse.contracts.Channels;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.inbox.IdempotentConsumer;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.mediation.application.Invite;
import network.reuse.mediation.application.Participants;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes the register of organisations, which packs were handed over, and who is forgotten. */
@ApplicationScoped
public class NetworkConsumers {
    private final IdempotentConsumer<OrganisationEvent> organisations;
    private final IdempotentConsumer<AllocationEvent> allocation;
    private final Invite invite;
    private final Participants people;

    public NetworkConsumers(Consumers consumers, KnownOrganisations register, Invite invite, Participants people) {
        this.invite = invite;
        this.people = people;
        this.organisations =
                consumers.consumer(Subscription.MEDIATION_TO_ORGANISATIONS, register::onOrganisationEvents);
        this.allocation = consumers.consumer(Subscription.MEDIATION_TO_ALLOCATION, this::apply);
    }

    @Incoming(Channels.ORGANISATIONS)
    Uni<Void> organisations(ConsumerRecords<String, byte[]> records) {
        return organisations.take(records);
    }

    @Incoming(Channels.ALLOCATION_EVENTS)
    Uni<Void> allocation(ConsumerRecords<String, byte[]> records) {
        return allocation.take(records);
    }

    /** One after the other: a pack may be handed over and corrected in one batch. */
    private Future<?> apply(SqlConnection transaction, List<Published<AllocationEvent>> events) {
        Future<Void> applied = Future.succeededFuture();
        for (Published<AllocationEvent> event : events) {
            applied = applied.compose(_ -> apply(transaction, event).mapEmpty());
        }
        return applied;
    }

    private Future<?> apply(SqlConnection transaction, Published<AllocationEvent> event) {
        return switch (event.fact()) {
            case ProgrammeOpened opened -> invite.know(transaction, opened.programmeId(), opened.sponsor());
            case PackDelivered pack -> invite.issue(transaction, event.envelope(), pack.packId(), pack.programmeId());
            case PackSold pack -> invite.issue(transaction, event.envelope(), pack.packId(), pack.programmeId());
            case HandOverCorrected pack -> invite.withdraw(transaction, event.envelope(), pack.packId(), pack.reason());
            case PackReturned pack -> invite.withdraw(transaction, event.envelope(), pack.packId(), pack.reason());
            case PackReturnCorrected pack ->
                invite.reinstate(transaction, event.envelope(), pack.packId(), pack.reason());
            case PersonForgotten forgotten ->
                people.forget(
                        transaction, forgotten.personRef(), event.envelope().recordedAt());
            case ProgrammeAmended _,
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
                    DeviceStocked _,
                    DeviceReserved _,
                    DeviceReleased _,
                    DeviceDelivered _,
                    DeviceSold _,
                    DeliveryCorrected _,
                    DeviceReturned _,
                    ReturnCorrected _,
                    DeviceLost _,
                    LossCorrected _ -> Future.succeededFuture();
        };
    }
}
