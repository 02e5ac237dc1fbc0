package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.BAS_RHIN;
import static network.reuse.allocation.domain.Given.PACK;

import java.util.List;
import java.util.Map;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.testing.LegalMoves;
import org.junit.jupiter.api.Test;

class LegalMovesTest {
    private static final Eligibility STUDENT = new Eligibility(
            1,
            Combination.ALL,
            List.of(new CriterionVerdict(CriterionKind.STUDENT, Verdict.PASS, 1, null, null, null, null, null)));

    @Test
    void aProgrammeMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Programme.class)
                .from(Given.open(), Programme.draft(Given.open().attributes()).next())
                .move(Programme.Move.OPENING, "open")
                .move(Programme.Move.SUSPENSION, "suspend")
                .move(Programme.Move.RESUMPTION, "resume")
                .move(Programme.Move.AMENDMENT, "amend")
                .move(Programme.Move.CO_FINANCING, "coFinance")
                .move(Programme.Move.ELIGIBILITY, "ask")
                .move(Programme.Move.IDENTIFICATION, "identify")
                .move(Programme.Move.CLOSURE, "close")
                .with(Given.PLAN, new Programme.Uses(0, true, false, Map.of(), 0))
                .with("Budget épuisé", 450, Given.FROM, Given.UNTIL, new Programme.Uses(12, true, true, Map.of(), 0))
                .with(SanitisationLevel.NONE, SanitisationLevel.PURGE)
                .with(EligibilityRules.behind(
                        null, Given.FROM, Combination.ALL, List.of(new Criterion.Student()), List.of()))
                .with(false)
                .hold("programme");
    }

    @Test
    void aRequestMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Request.class)
                .from(
                        Request.submit(Given.request()).next(),
                        Request.submit(Given.request(STUDENT)).next())
                .move(Request.Move.RESERVATION, "meet", "backOrder")
                .move(Request.Move.ELIGIBILITY, "check")
                .move(Request.Move.DECLINATION, "decline")
                .move(Request.Move.WITHDRAWAL, "withdraw")
                .consequences("serve", "reopen", "markReturned", "correctReturn", "forget", "identify")
                .with(PACK, "Erreur", STUDENT, Given.EXPIRES)
                .hold("request");
    }

    @Test
    void aPackMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Pack.class)
                .from(Given.gift(), Given.forSale(3_000), Given.backOrdered())
                .move(Pack.Move.HAND_OVER, "handOver")
                .move(Pack.Move.SALE, "sell")
                .move(Pack.Move.SWAP, "swap")
                .move(Pack.Move.CANCELLATION, "release")
                .move(Pack.Move.RETURN, "comeBack")
                .move(Pack.Move.RETURN_CORRECTION, "correctReturn")
                .move(Pack.Move.HAND_OVER_CORRECTION, "correct")
                .with(BAS_RHIN, "V-1", Given.FROM, ReleaseReason.CANCELLED)
                .with(new Selling(3_000, List.of(), Proof.SCHOLARSHIP))
                .with(List.of(Given.attributes(Given.DEVICE, DeviceCategory.LAPTOP, Grade.B, DonorKind.COMPANY)))
                .with(List.of(Given.DEVICE))
                .with(Given.EXPIRES, false)
                .consequences("serve", "comeBackAfterAll")
                .hold("pack");
    }

    @Test
    void aDayOfHandOversMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(HandOverDay.class)
                .from(Given.day())
                .move(HandOverDay.Move.CANCELLATION, "cancel")
                .with("Salle fermée")
                .hold("hand_over_day");
    }

    @Test
    void anAppointmentMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Appointment.class)
                .from(Given.appointment())
                .move(Appointment.Move.RESCHEDULING, "move")
                .move(Appointment.Move.CANCELLATION, "giveUp")
                .consequences("callOff")
                .with(Given.DAY, Given.PACK, Given.SLOT, "Ne peut pas venir", Given.EXPIRES)
                .hold("appointment");
    }

    @Test
    void aConnectivityOfferMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(ConnectivityOffer.class)
                .from(Given.offer())
                .move(ConnectivityOffer.Move.AMENDMENT, "amend")
                .move(ConnectivityOffer.Move.CLOSURE, "close")
                .with(12, 150, "Avenant")
                .hold("connectivity_offer");
    }

    @Test
    void aLineOfAConnectivityOfferMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(ConnectivityLine.class)
                .from(Given.line())
                .move(ConnectivityLine.Move.ACTIVATION, "activate")
                .move(ConnectivityLine.Move.REFUSAL, "refuse")
                .move(ConnectivityLine.Move.FAILURE, "fail")
                .move(ConnectivityLine.Move.RETRY, "retry")
                .move(ConnectivityLine.Move.CANCELLATION, "cancel")
                .move(ConnectivityLine.Move.TERMINATION, "end")
                .with("Autre abonnement", LineRefusal.OTHER, LineFailure.OTHER)
                .hold("connectivity_line");
    }

    @Test
    void goodsMoveAsTheySayAndAsTheDatabaseLetsThem() {
        LegalMoves.of(Goods.class)
                .from(Given.goods())
                .move(Goods.Move.RECEIPT, "receive")
                .move(Goods.Move.STOCKTAKING, "count")
                .with(12, 400, "Deux casques cassés", new GoodsCount(400, 0, 0))
                .hold("goods");
    }

    @Test
    void aDeviceMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Device.class)
                .from(Given.announced())
                .move(Device.Move.RECEPTION, "sign")
                .move(Device.Move.SOUNDNESS, "stateSound")
                .move(Device.Move.LOSS, "lose")
                .move(Device.Move.LOSS_CORRECTION, "correctLoss")
                .consequences("announceAnew", "recall", "reserve", "release", "takeOut", "deliver", "sell", "correct")
                .consequences("comeBack", "correctReturn", "arrive", "handBack")
                .with(Given.announced().attributes(), PACK, "Erreur", ReleaseReason.CANCELLED, BAS_RHIN, 3_000)
                .hold("device");
    }

    @Test
    void anEnvelopeMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(FundingEnvelope.class)
                .from(Given.envelope())
                .move(FundingEnvelope.Move.AMENDMENT, "amend")
                .move(FundingEnvelope.Move.CLOSURE, "close")
                .move(FundingEnvelope.Move.IN_KIND, "stateInKind")
                .move(FundingEnvelope.Move.REFUND, "refund")
                .with(
                        "Avenant",
                        15_000L,
                        Given.FROM,
                        Given.UNTIL,
                        new Balance(-30_000, 15_000, 0, 0, 0, 30_000, -15_000))
                .with(new InKind("Salle", null, Given.FROM))
                .hold("funding_envelope");
    }

    @Test
    void aCallForFundsMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(FundCall.class)
                .from(FundCall.open(
                                Given.fundCall(List.of(new CalledEnvelope(Given.ENVELOPE, "E-5P1C0F", 30_000, 0, 0))))
                        .next())
                .move(FundCall.Move.SETTLEMENT, "settle")
                .move(FundCall.Move.SETTLEMENT_CORRECTION, "correctSettlement")
                .move(FundCall.Move.CANCELLATION, "cancel")
                .with(15_000L, 30_000L, "Par erreur", Given.SPONSOR)
                .with(List.of(new CalledShares(Given.ENVELOPE, 30_000, 0, 0)))
                .hold("fund_call");
    }

    @Test
    void aFundingAgreementMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(FundingAgreement.class)
                .from(Given.agreement())
                .move(FundingAgreement.Move.DELIVERY, "deliver")
                .move(FundingAgreement.Move.ACCEPTANCE, "accept")
                .move(FundingAgreement.Move.TERMINATION, "end")
                .with(Given.PACK, Given.DEVICE, Given.DONOR, "Contrat clos")
                .hold("funding_agreement");
    }
}
