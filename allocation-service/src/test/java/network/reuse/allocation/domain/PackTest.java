package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.BAS_RHIN;
import static network.reuse.allocation.domain.Given.DEVICE;
import static network.reuse.allocation.domain.Given.EXPIRES;
import static network.reuse.allocation.domain.Given.MEUSE;
import static network.reuse.allocation.domain.Given.PACK;
import static network.reuse.allocation.domain.Given.PROGRAMME;
import static network.reuse.allocation.domain.Given.REQUEST;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import network.reuse.allocation.domain.Pack.Move;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.HandOverCorrected;
import network.reuse.contracts.AllocationEvent.PackDelivered;
import network.reuse.contracts.AllocationEvent.PackDevicesSwapped;
import network.reuse.contracts.AllocationEvent.PackReleased;
import network.reuse.contracts.AllocationEvent.PackReserved;
import network.reuse.contracts.AllocationEvent.PackReturnCorrected;
import network.reuse.contracts.AllocationEvent.PackReturned;
import network.reuse.contracts.AllocationEvent.PackSold;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PackTest {
    private static final LocalDate SOLD_ON = LocalDate.parse("2026-09-18");
    private static final DeviceAttributes OF_PUBLIC_BODY =
            Given.attributes(DEVICE, DeviceCategory.LAPTOP, Grade.B, DonorKind.PUBLIC_BODY);
    private static final DeviceAttributes OF_COMPANY =
            Given.attributes(DEVICE, DeviceCategory.LAPTOP, Grade.B, DonorKind.COMPANY);

    @Test
    void aReservationNamesItsDevicesAndWhenItEnds() {
        assertThat(Pack.reserve(Given.pack(Basis.GIFT, 0), EXPIRES).events())
                .containsExactly(new PackReserved(
                        PACK,
                        "K-6T1W0B",
                        PROGRAMME,
                        REQUEST,
                        List.of(DEVICE),
                        EXPIRES,
                        List.of(new AllocationEvent.PackedGoods(Given.GOODS, "Casque", 1))));
        assertThat(Given.gift().owners()).containsExactly(SPONSOR);
        assertThat(Given.gift().isOver(EXPIRES)).isTrue();
        assertThat(Given.gift().isOver(EXPIRES.minusMillis(1))).isFalse();
    }

    @Test
    void aGiftIsHandedOverWhereItIsAndIsNotSold() {
        assertThat(Given.gift().legal()).containsExactly(Move.HAND_OVER, Move.SWAP, Move.CANCELLATION);
        assertThat(Given.gift().handOver(MEUSE).next().territory()).isEqualTo(MEUSE);
        assertThat(Given.gift().handOver(MEUSE).events()).containsExactly(new PackDelivered(PACK, PROGRAMME));
        assertThat(refusal(() -> sell(Given.gift(), 0, OF_COMPANY)).code()).isEqualTo("wrong_basis");
        assertThat(refusal(() -> Given.forSale(5000).handOver(MEUSE)).code()).isEqualTo("wrong_basis");
    }

    @Test
    void aSaleKeepsThePriceTheReceiptAndTheRule() {
        Pack.Sold sold = (Pack.Sold) Given.forSale(5000)
                .sell(BAS_RHIN, selling(4000), "V-1", SOLD_ON, List.of(OF_PUBLIC_BODY))
                .next();

        assertThat(sold.priceCents()).isEqualTo(4000);
        assertThat(sold.receipt()).isEqualTo("V-1");
        assertThat(sold.rule()).isEqualTo("FR-2022-1413");
        assertThat(sold.ruleVersion()).isEqualTo(1);
        assertThat(sold.capCents()).isEqualTo(18_000);
        assertThat(sold.soldOn()).isEqualTo(SOLD_ON);
        assertThat(Given.forSale(5000)
                        .sell(BAS_RHIN, selling(4000), "V-1", SOLD_ON, List.of(OF_PUBLIC_BODY))
                        .events())
                .containsExactly(new PackSold(PACK, PROGRAMME, 4000));
    }

    @Test
    void nobodyPaysMoreThanTheProgrammeSays() {
        Refusal refusal = refusal(() -> sell(Given.forSale(5000), 5001, OF_COMPANY));

        assertThat(refusal.faults().getFirst().code()).isEqualTo("price_above_programme");
    }

    @Test
    void equipmentOfAPublicBodyHasAPriceCapAndOthersHasNone() {
        Refusal refusal = refusal(() -> sell(Given.forSale(25_000), 18_100, OF_PUBLIC_BODY));

        assertThat(refusal.code()).isEqualTo("price_above_legal_cap");
        assertThat(refusal.extensions())
                .isEqualTo(Map.of("capCents", 18_000, "rule", "FR-2022-1413", "ruleVersion", 1));
        sell(Given.forSale(25_000), 18_000, OF_PUBLIC_BODY);
        sell(Given.forSale(25_000), 18_100, OF_COMPANY);
    }

    @Test
    void whatIsNotFetchedIsFree() {
        assertThat(Given.gift().release(ReleaseReason.EXPIRED).events())
                .containsExactly(new PackReleased(PACK, ReleaseReason.EXPIRED));
        assertThat(Given.gift().release(ReleaseReason.EXPIRED).next().legal()).isEmpty();
    }

    @Test
    void whatWasHandedOverComesBackOrTurnsOutNotToHaveBeen() {
        Pack.Delivered delivered = (Pack.Delivered) Given.gift().handOver(MEUSE).next();

        assertThat(delivered.comeBack("écran", false).events())
                .containsExactly(new PackReturned(PACK, List.of(DEVICE), "écran"));
        assertThat(delivered.comeBack("écran", false).next().territory()).isEqualTo(MEUSE);
        assertThat(delivered.correct("autre pack").events()).containsExactly(new HandOverCorrected(PACK, "autre pack"));
        assertThat(delivered.correct("autre pack").next().owners()).isEmpty();
    }

    @Test
    void whatDidNotComeBackIsHandedOverOrSoldAsItWas() {
        Pack given = Given.gift().handOver(MEUSE).next();
        Pack.Returned back = (Pack.Returned)
                ((Pack.Delivered) given).comeBack("écran", false).next();
        assertThat(back.legal()).containsExactly(Move.RETURN_CORRECTION);
        assertThat(back.owners()).containsExactly(SPONSOR);
        assertThat(back.correctReturn(List.of(DEVICE), "autre pack").next()).isEqualTo(given);
        assertThat(back.correctReturn(List.of(DEVICE), "autre pack").events())
                .containsExactly(new PackReturnCorrected(PACK, "autre pack"));

        Pack sold = Given.forSale(5000)
                .sell(MEUSE, selling(4000), "V-1", SOLD_ON, List.of(OF_COMPANY))
                .next();
        Pack.Returned brought =
                (Pack.Returned) ((Pack.Sold) sold).comeBack("écran", false).next();
        assertThat(brought.correctReturn(List.of(DEVICE), "autre pack").next()).isEqualTo(sold);
    }

    @Test
    void whatHasMovedOnSinceItsReturnStaysReturned() {
        Pack.Returned back =
                (Pack.Returned) ((Pack.Delivered) Given.gift().handOver(MEUSE).next())
                        .comeBack("écran", false)
                        .next();

        Refusal refusal = refusal(() -> back.correctReturn(List.of(), "autre pack"));

        assertThat(refusal.code()).isEqualTo("devices_moved_on");
        assertThat(refusal.extensions()).isEqualTo(Map.of("devices", List.of("D-7Q4K2M")));
    }

    @Test
    void aReturnThatKeptNothingOfItsSaleIsNotCorrected() {
        Pack.Returned back = new Pack.Returned(Given.pack(Basis.SALE, 5000), MEUSE, "écran", null, false);

        assertThat(back.legal()).isEmpty();
        assertThat(refusal(() -> back.correctReturn(List.of(DEVICE), "autre pack"))
                        .code())
                .isEqualTo("sale_not_kept");
    }

    private static void sell(Pack.Reserved pack, int priceCents, DeviceAttributes device) {
        assertThat(pack.sell(BAS_RHIN, selling(priceCents), "V-1", SOLD_ON, List.of(device))
                        .next())
                .isInstanceOf(Pack.Sold.class);
    }

    private static Selling selling(int priceCents) {
        return new Selling(priceCents, List.of(), Proof.SOCIAL_MINIMA);
    }

    private static Refusal refusal(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.class, move);
    }

    @Test
    void itsGoodsComeBackWithItWhereThatIsSaidAndWhereItHasSome() {
        Pack.Delivered delivered = (Pack.Delivered) Given.gift().handOver(MEUSE).next();
        Pack.Delivered bare = new Pack.Delivered(
                delivered.attributes().of(delivered.attributes().devices(), List.of()), MEUSE, null);

        assertThat(((Pack.Returned) delivered.comeBack("écran", true).next()).goodsBack())
                .isTrue();
        assertThat(((Pack.Returned) delivered.comeBack("écran", false).next()).goodsBack())
                .isFalse();
        assertThat(((Pack.Returned) bare.comeBack("écran", true).next()).goodsBack())
                .isFalse();
    }

    @Test
    void aReturnThatWasTakenBackAndIsProvedRightBringsItsGoodsBackAsItDid() {
        Pack.Delivered delivered = (Pack.Delivered) Given.gift().handOver(MEUSE).next();

        for (boolean withGoods : List.of(true, false)) {
            Pack.Returned returned =
                    (Pack.Returned) delivered.comeBack("écran", withGoods).next();
            Pack.Delivered again = (Pack.Delivered)
                    returned.correctReturn(List.of(DEVICE), "Erreur").next();
            assertThat(((Pack.Returned) again.comeBackAfterAll("Reçu").next()).goodsBack())
                    .isEqualTo(withGoods);
        }
    }

    @Test
    void aDeviceIsSwappedInItsPlaceAndTheRestStays() {
        PackedDevice first = Given.pack(Basis.GIFT, 0).devices().getFirst();
        PackedDevice second = new PackedDevice(REQUEST, "D-2", DeviceCategory.SCREEN, Grade.C);
        PackedDevice other = new PackedDevice(PROGRAMME, "D-3", DeviceCategory.LAPTOP, Grade.C);
        Pack.Reserved pack =
                (Pack.Reserved) Pack.reserve(Given.pack(Basis.GIFT, 0).of(List.of(first, second), List.of()), EXPIRES)
                        .next();

        Decision<Pack, AllocationEvent> swapped = pack.swap(List.of(new Pack.Replacement(DEVICE, other)), "Écran rayé");

        assertThat(swapped.next().attributes().devices()).containsExactly(other, second);
        assertThat(swapped.next().status()).isEqualTo(PackStatus.RESERVED);
        assertThat(swapped.events())
                .containsExactly(new PackDevicesSwapped(PACK, List.of(DEVICE), List.of(PROGRAMME), "Écran rayé"));
    }

    @Test
    void oneThatWaitsHasNoDeviceUntilItsTurnAndIsGivenUpWithoutAny() {
        Pack.BackOrdered waiting = Given.backOrdered();
        PackAttributes whole = Given.pack(Basis.GIFT, 0);

        assertThat(waiting.attributes().devices()).isEmpty();
        assertThat(waiting.serve(whole.devices(), whole.goods(), EXPIRES).next())
                .isEqualTo(Given.gift());
        assertThat(waiting.release(ReleaseReason.CANCELLED).next().legal()).isEmpty();
        assertThat(waiting.legal()).containsExactly(Pack.Move.CANCELLATION);
    }
}
