package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot.HandedOver;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.Received;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DiscrepancySettled;
import network.reuse.contracts.CollectionEvent.LotTakenOver;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustodyTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID RECIPIENT = new UUID(1, 2);
    private static final UUID CARRIER = new UUID(1, 3);
    private static final UUID WORKSHOP = new UUID(1, 4);
    private static final Instant AT = Instant.parse("2026-11-03T08:00:00Z");

    @Test
    void equalCountsLeaveNothingToSettle() {
        Received lot = received(12, 12, 12, 12);
        assertThat(lot.hasDiscrepancy()).isFalse();
        assertThat(lot.quantities()).isEqualTo(laptops(12));
        assertThat(lot.custody().atWorkshop()).isEqualTo(laptops(12));
        assertThat(lot.legal()).containsExactly(Lot.Move.CORRECTION, Lot.Move.REGISTRATION);
    }

    @Test
    void whatBothCountedIsCollectedAndTheRestIsDisputed() {
        Decision<Lot, CollectionEvent> taken = handedOver(12).takeOver(laptops(11), AT);
        assertThat(taken.events())
                .containsExactly(
                        new LotTakenOver(new UUID(2, 1), CARRIER, laptops(12), laptops(11), laptops(11), laptops(1)));
        assertThat(taken.next().quantities()).isEqualTo(laptops(11));
        assertThat(taken.next().legal()).contains(Lot.Move.SETTLEMENT, Lot.Move.REGISTRATION, Lot.Move.DELIVERY);
    }

    @Test
    void whatTheCarrierFindsIsCollected() {
        TakenOver lot = settled(takenOver(12, 11), DiscrepancyOutcome.FOUND, 1, null, CARRIER);
        assertThat(lot.quantities()).isEqualTo(laptops(12));
        assertThat(lot.hasDiscrepancy()).isFalse();
    }

    @Test
    void whatTheDonorNeverGaveIsNotCollected() {
        TakenOver lot = settled(takenOver(12, 11), DiscrepancyOutcome.NEVER_GIVEN, 1, null, DONOR);
        assertThat(lot.quantities()).isEqualTo(laptops(11));
    }

    @Test
    void whatTheDonorLostNeverLeftItAndWhatTheCarrierLostDid() {
        assertThat(settled(takenOver(12, 11), DiscrepancyOutcome.LOST, 1, DONOR, DONOR)
                        .quantities())
                .isEqualTo(laptops(11));
        assertThat(settled(takenOver(12, 11), DiscrepancyOutcome.LOST, 1, CARRIER, CARRIER)
                        .quantities())
                .isEqualTo(laptops(12));
    }

    @Test
    void whatWasLostOnTheWayWasCollectedAndIsNotAtTheWorkshop() {
        Received lot = settled(received(12, 12, 12, 10), DiscrepancyOutcome.LOST, 2, CARRIER, CARRIER);
        assertThat(lot.quantities()).isEqualTo(laptops(12));
        assertThat(lot.custody().atWorkshop()).isEqualTo(laptops(10));
        assertThat(lot.hasDiscrepancy()).isFalse();
    }

    @Test
    void whatTheCarrierDeliversLessThanItTookIsDisputedThoughTheWorkshopCountsTheSame() {
        Received lot = received(12, 12, 10, 10);
        assertThat(lot.custody().disputed()).isEqualTo(laptops(2));
        Received found = settled(lot, DiscrepancyOutcome.FOUND, 2, null, WORKSHOP);
        assertThat(found.custody().atWorkshop()).isEqualTo(laptops(12));
    }

    @Test
    void whatBothSignedForIsFoundOrLostAndNobodySaysThatItWasNeverThere() {
        Received lot = received(12, 12, 10, 10);
        for (UUID party : List.of(DONOR, CARRIER, WORKSHOP, RECIPIENT)) {
            assertInvalid(lot, claim(DiscrepancyOutcome.NEVER_GIVEN, 1, CARRIER, party), "signed_by_both");
            assertInvalid(lot, claim(DiscrepancyOutcome.NEVER_GIVEN, 2, DONOR, party), "signed_by_both");
        }
        assertInvalid(lot, claim(DiscrepancyOutcome.LOST, 2, DONOR, DONOR), "signed_by_both");
        Received lost = settled(lot, DiscrepancyOutcome.LOST, 2, CARRIER, CARRIER);
        assertThat(lost.quantities()).isEqualTo(laptops(12));
        assertThat(lost.custody().atWorkshop()).isEqualTo(laptops(10));
    }

    @Test
    void whoeverCountedThemSaysThatTheyWereNeverThereAndNobodyElse() {
        TakenOver more = takenOver(10, 12);
        assertRefused(more, claim(DiscrepancyOutcome.NEVER_GIVEN, 2, null, DONOR), "not_yours");
        assertRefused(more, claim(DiscrepancyOutcome.NEVER_GIVEN, 2, null, RECIPIENT), "not_yours");
        assertThat(settled(more, DiscrepancyOutcome.NEVER_GIVEN, 2, null, CARRIER)
                        .quantities())
                .isEqualTo(laptops(10));
        assertRefused(takenOver(12, 10), claim(DiscrepancyOutcome.NEVER_GIVEN, 2, null, CARRIER), "not_yours");
    }

    @Test
    void whereSeveralCountedThemAllOfThemSaySo() {
        Received lot = received(12, 11, 11, 12);
        Decision<Lot, CollectionEvent> said = lot.settle(claim(DiscrepancyOutcome.NEVER_GIVEN, 1, null, DONOR), AT);
        assertThat(said.events()).isEmpty();
        Received waiting = (Received) said.next();
        assertThat(waiting.hasDiscrepancy()).isTrue();
        assertThat(waiting.custody().denials())
                .containsExactly(new Denial(DeviceCategory.LAPTOP, DONOR, 1, "Recompté", AT));
        assertThat(settled(waiting, DiscrepancyOutcome.NEVER_GIVEN, 1, null, DONOR)
                        .hasDiscrepancy())
                .isTrue();
        Received settled = settled(waiting, DiscrepancyOutcome.NEVER_GIVEN, 1, DONOR, WORKSHOP);
        assertThat(settled.hasDiscrepancy()).isFalse();
        assertThat(settled.custody().denials()).isEmpty();
        assertThat(settled.quantities()).isEqualTo(laptops(11));
        assertThat(settled.custody().atWorkshop()).isEqualTo(laptops(11));
    }

    @Test
    void aDonorThatCarriesItsLotSignsItsDepartureOnceAndTheWorkshopCountsSecond() {
        Decision<Lot, CollectionEvent> left = booked(DONOR).handOver(laptops(12), AT);
        TakenOver lot = (TakenOver) left.next();
        assertThat(left.events())
                .containsExactly(
                        new LotTakenOver(new UUID(2, 1), DONOR, laptops(12), laptops(12), laptops(12), List.of()));
        assertThat(lot.custody().handedOver()).isEqualTo(new Counted(DONOR, laptops(12), AT));
        assertThat(lot.custody().takenOver()).isNull();

        Lot.Delivered there = (Lot.Delivered) lot.deliver(laptops(12), AT).next();
        Received received = (Received) there.receive(laptops(11), AT).next();
        assertThat(received.custody().disputed()).isEqualTo(laptops(1));
        assertThat(settled(received, DiscrepancyOutcome.NEVER_GIVEN, 1, null, DONOR)
                        .quantities())
                .isEqualTo(laptops(11));
    }

    @Test
    void whatTheCarrierDeliversOtherwiseThanItTookIsADiscrepancyAtOnce() {
        Lot.Delivered there =
                (Lot.Delivered) takenOver(12, 12).deliver(laptops(10), AT).next();
        assertThat(there.custody().disputed()).isEqualTo(laptops(2));
        assertThat(there.legal()).contains(Lot.Move.SETTLEMENT, Lot.Move.RECEPTION, Lot.Move.REGISTRATION);
        assertThatThrownBy(() -> there.custody().requireSettled()).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("discrepancy_open");
            assertThat(refusal.extensions()).containsEntry("disputed", laptops(2));
        });
        Lot.Delivered found = (Lot.Delivered) there.settle(claim(DiscrepancyOutcome.FOUND, 2, null, CARRIER), AT)
                .next();
        Received received = (Received) found.receive(laptops(12), AT).next();
        assertThat(received.hasDiscrepancy()).isFalse();
        assertThat(received.custody().atWorkshop()).isEqualTo(laptops(12));
    }

    @Test
    void aLotThatStandsAtAWorkshopGoesOnWithAReasonAndIsSignedForAnew() {
        Lot.Delivered there =
                (Lot.Delivered) takenOver(12, 12).deliver(laptops(12), AT).next();
        TakenOver onItsWay =
                (TakenOver) there.redirect(RECIPIENT, "Complet", AT).next();
        assertThat(onItsWay.workshop()).isEqualTo(RECIPIENT);
        assertThat(onItsWay.custody().delivered()).isNull();
        assertThat(onItsWay.custody().redirections())
                .containsExactly(
                        new Redirection(WORKSHOP, RECIPIENT, new Counted(CARRIER, laptops(12), AT), "Complet", AT));
        Lot.Delivered again = (Lot.Delivered) onItsWay.deliver(laptops(12), AT).next();
        assertThat(again.workshop()).isEqualTo(RECIPIENT);
        assertThat(again.custody().redirections()).hasSize(1);
    }

    @Test
    void oneDeviceThatIsMissingAtTheDonorsAndThereAtTheWorkshopIsSettledOnce() {
        Received lot = received(12, 11, 11, 12);
        assertThat(lot.custody().disputed()).isEqualTo(laptops(1));
        assertThat(lot.quantities()).isEqualTo(laptops(11));
        Received found = settled(lot, DiscrepancyOutcome.FOUND, 1, null, WORKSHOP);
        assertThat(found.quantities()).isEqualTo(laptops(12));
        assertThat(found.custody().atWorkshop()).isEqualTo(laptops(12));
    }

    @Test
    void whatWasLostOnTheWayAndTurnsUpAtTheWorkshopIsCollectedOnce() {
        TakenOver lost = settled(takenOver(10, 9), DiscrepancyOutcome.LOST, 1, CARRIER, CARRIER);
        assertThat(lost.quantities()).isEqualTo(laptops(10));

        Tally there = lost.custody().tallies().getFirst().passedOn(10);

        Tally found = there.settled(DiscrepancyOutcome.FOUND, 1, true);
        assertThat(found.agreed()).isEqualTo(10);
        assertThat(found.collected()).isEqualTo(10);
        assertThat(found.lostAfter()).isZero();
    }

    @Test
    void someAreFoundAndSomeAreLostAndEachCountsAsItIs() {
        Received lot = received(12, 12, 12, 9);
        lot = settled(lot, DiscrepancyOutcome.FOUND, 1, null, WORKSHOP);
        lot = settled(lot, DiscrepancyOutcome.LOST, 1, CARRIER, RECIPIENT);
        assertThat(lot.custody().disputed()).isEqualTo(laptops(1));
        lot = settled(lot, DiscrepancyOutcome.LOST, 1, WORKSHOP, WORKSHOP);
        assertThat(lot.quantities()).isEqualTo(laptops(12));
        assertThat(lot.custody().atWorkshop()).isEqualTo(laptops(10));
    }

    @Test
    void aSettlementSaysWhatCountsFromThenOn() {
        Decision<Lot, CollectionEvent> settled =
                received(12, 12, 12, 10).settle(claim(DiscrepancyOutcome.FOUND, 1, null, WORKSHOP), AT);
        assertThat(settled.events())
                .containsExactly(new DiscrepancySettled(
                        new UUID(2, 1),
                        DeviceCategory.LAPTOP,
                        DiscrepancyOutcome.FOUND,
                        1,
                        WORKSHOP,
                        12,
                        12,
                        10,
                        11,
                        1,
                        "Recompté"));
    }

    @Test
    void theMachinesThatAreThereHaveRoomWhileItIsDisputedWhetherTheyWereGiven() {
        assertThat(takenOver(10, 12).room()).isEqualTo(laptops(12));
        assertThat(takenOver(12, 11).room()).isEqualTo(laptops(11));
        assertThat(received(12, 11, 11, 12).room()).isEqualTo(laptops(12));
        assertThat(settled(takenOver(10, 12), DiscrepancyOutcome.NEVER_GIVEN, 2, null, CARRIER)
                        .room())
                .isEqualTo(laptops(10));
    }

    @Test
    void eachSaysItOfItselfAndTheRecipientOfAny() {
        TakenOver lot = takenOver(12, 11);
        assertRefused(lot, claim(DiscrepancyOutcome.LOST, 1, CARRIER, DONOR), "not_yours");
        assertRefused(lot, claim(DiscrepancyOutcome.FOUND, 1, null, DONOR), "not_yours");
        assertThat(settled(lot, DiscrepancyOutcome.LOST, 1, CARRIER, RECIPIENT).hasDiscrepancy())
                .isFalse();
    }

    @Test
    void whoeverHasNotHadTheLotHasNeitherFoundNorLostAnyOfIt() {
        TakenOver lot = takenOver(12, 11);
        assertRefused(lot, claim(DiscrepancyOutcome.FOUND, 1, WORKSHOP, WORKSHOP), "invalid");
        assertRefused(lot, claim(DiscrepancyOutcome.LOST, 1, null, RECIPIENT), "invalid");
        assertRefused(lot, claim(DiscrepancyOutcome.NEVER_GIVEN, 1, CARRIER, CARRIER), "invalid");
        assertRefused(lot, claim(DiscrepancyOutcome.FOUND, 2, null, CARRIER), "invalid");
    }

    @Test
    void aCorrectionWaitsForTheSettlementAndMovesWhatIsAtTheWorkshop() {
        assertThatThrownBy(() -> received(12, 12, 12, 11).correct(laptops(13), "Recompté"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("discrepancy_open"));
        Received lot = settled(received(12, 12, 12, 11), DiscrepancyOutcome.LOST, 1, CARRIER, CARRIER);
        Received corrected = (Received) lot.correct(laptops(13), "Recompté").next();
        assertThat(corrected.quantities()).isEqualTo(laptops(13));
        assertThat(corrected.custody().atWorkshop()).isEqualTo(laptops(12));
        assertThatThrownBy(() -> lot.correct(List.of(new Quantity(DeviceCategory.SCREEN, 1)), "Recompté"))
                .isInstanceOf(Refusal.class);
    }

    private static void assertRefused(TakenOver lot, Claim claim, String code) {
        assertThatThrownBy(() -> lot.settle(claim, AT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static void assertInvalid(Received lot, Claim claim, String code) {
        assertThatThrownBy(() -> lot.settle(claim, AT))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.faults().getFirst().code()).isEqualTo(code));
    }

    private static Claim claim(DiscrepancyOutcome outcome, int count, @Nullable UUID by, UUID saidBy) {
        return new Claim(DeviceCategory.LAPTOP, outcome, count, by, saidBy, "Recompté");
    }

    private static TakenOver settled(
            TakenOver lot, DiscrepancyOutcome outcome, int count, @Nullable UUID by, UUID saidBy) {
        return (TakenOver) lot.settle(claim(outcome, count, by, saidBy), AT).next();
    }

    private static Received settled(
            Received lot, DiscrepancyOutcome outcome, int count, @Nullable UUID by, UUID saidBy) {
        return (Received) lot.settle(claim(outcome, count, by, saidBy), AT).next();
    }

    private static HandedOver handedOver(int given) {
        return (HandedOver) booked(CARRIER).handOver(laptops(given), AT).next();
    }

    private static PickupBooked booked(UUID carrier) {
        LotAttributes attributes = new LotAttributes(
                new UUID(2, 1),
                "L-1",
                DONOR,
                DonorKind.COMPANY,
                RECIPIENT,
                new Territory("44", "67", "67482"),
                Environment.LIVE,
                null,
                null);
        return new PickupBooked(attributes, laptops(12), WORKSHOP, carrier, AT, AT.plusSeconds(3600), null, null);
    }

    private static TakenOver takenOver(int given, int taken) {
        return (TakenOver) handedOver(given).takeOver(laptops(taken), AT).next();
    }

    private static Received received(int given, int taken, int delivered, int received) {
        Lot.Delivered onTheRamp = (Lot.Delivered)
                takenOver(given, taken).deliver(laptops(delivered), AT).next();
        return (Received) onTheRamp.receive(laptops(received), AT).next();
    }

    private static List<Quantity> laptops(int count) {
        return List.of(new Quantity(DeviceCategory.LAPTOP, count));
    }
}
