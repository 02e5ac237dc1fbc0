package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.GOODS;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.AllocationEvent.GoodsStockCounted;
import network.reuse.contracts.AllocationEvent.GoodsStocked;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

class GoodsTest {
    private static final CountedGood HEADSET = new CountedGood("casque ", 1);
    private static final CountedGood SLEEVE = new CountedGood("Housse", 1);

    @Test
    void whatIsReceivedAndWhatAStockTakingFoundIsSaid() {
        assertThat(Given.goods().receive(100, new GoodsCount(1, 2, 3)).events())
                .containsExactly(new GoodsStocked(GOODS, SPONSOR, "Casque", 100));
        assertThat(Given.goods()
                        .count(7, 10, "Cassés", new GoodsCount(8, 2, 30))
                        .events())
                .containsExactly(new GoodsStockCounted(GOODS, 10, 7, "Cassés"));
    }

    @Test
    void aCountNeverGoesBelowWhatIsPutAsideNorStaysAsItIs() {
        GoodsCount there = new GoodsCount(8, 2, 30);

        assertThat(catchThrowableOfType(Refusal.class, () -> Given.goods().count(1, 10, "Cassés", there))
                        .code())
                .isEqualTo("goods_below_reserved");
        assertThat(Given.goods().count(2, 10, "Cassés", there).events()).hasSize(1);
        assertThat(catchThrowableOfType(Refusal.class, () -> Given.goods().count(10, 10, "Cassés", there))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("nothing_changed");
        assertThat(catchThrowableOfType(Refusal.class, () -> Given.goods().receive(Goods.MOST, there))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("too_large");
    }

    @Test
    void aCountOverOtherBooksThanItsCallerKnewIsRefusedWithWhatIsThere() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> Given.goods().count(7, 9, "Cassés", new GoodsCount(8, 2, 30)));

        assertThat(refusal.code()).isEqualTo("goods_moved");
        assertThat(refusal.extensions())
                .containsEntry("expected", 9)
                .containsEntry("inStock", 10)
                .containsEntry("free", 8)
                .containsEntry("reserved", 2);
    }

    @Test
    void goodsThatNobodyCountsNeverLackAndAreNotPutAside() {
        FreeGoods none = new FreeGoods(List.of());

        assertThat(none.suffice(List.of(HEADSET))).isTrue();
        assertThat(none.take(List.of(HEADSET))).isEmpty();
    }

    @Test
    void aPackTakesTheCountedOnesByNameWhateverItsCaseAndBlanks() {
        FreeGoods free = free(2);

        assertThat(free.take(List.of(HEADSET, SLEEVE))).containsExactly(new PackedGoods(GOODS, "Casque", 1));
        assertThat(free.take(List.of(HEADSET))).hasSize(1);
        assertThat(free.suffice(List.of(HEADSET))).isFalse();
    }

    @Test
    void aKindThatAPackListsTwiceIsTakenTogether() {
        assertThat(free(2).suffice(List.of(HEADSET, HEADSET))).isTrue();
        assertThat(free(1).suffice(List.of(HEADSET, HEADSET))).isFalse();
    }

    @Test
    void aRefusalSaysWhatIsWantedAndWhatIsThere() {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> free(1).take(List.of(SLEEVE, new CountedGood("Casque", 2))));

        assertThat(refusal.code()).isEqualTo("goods_short");
        assertThat(refusal.extensions()).containsEntry("missing", List.of(new FreeGoods.Missing("Casque", 2, 1)));
    }

    @Property
    void packsTakeEachOfThemOnceAndNeverMoreThanThereAre(
            @ForAll @IntRange(max = 20) int there,
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 5) Integer> packs) {
        FreeGoods free = free(there);
        List<PackedGoods> taken = new ArrayList<>();
        for (int count : packs) {
            List<CountedGood> wanted = List.of(new CountedGood("Casque", count));
            int left = there - taken.stream().mapToInt(PackedGoods::count).sum();
            assertThat(free.suffice(wanted)).isEqualTo(count <= left);
            if (free.suffice(wanted)) {
                taken.addAll(free.take(wanted));
            }
        }

        assertThat(taken.stream().mapToInt(PackedGoods::count).sum()).isLessThanOrEqualTo(there);
    }

    private static FreeGoods free(int headsets) {
        return new FreeGoods(List.of(new FreeGoods.InStock(GOODS, "Casque", headsets)));
    }
}
