package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.Shelf.Missing;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private static final List<PackItem> LAPTOP_AND_SCREEN =
            List.of(new PackItem(DeviceCategory.LAPTOP, Grade.B, 1), new PackItem(DeviceCategory.SCREEN, Grade.C, 2));

    @Test
    void aPackTakesTheWorstThatFits() {
        Shelf shelf = new Shelf(List.of(laptop(1, Grade.A), laptop(2, Grade.D), laptop(3, Grade.C)));

        assertThat(shelf.take(List.of(Given.laptop()))).containsExactly(laptop(3, Grade.C));
        assertThat(shelf.take(List.of(Given.laptop()))).containsExactly(laptop(1, Grade.A));
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsTaken() {
        Shelf shelf = new Shelf(List.of(laptop(1, Grade.B), laptop(2, Grade.C)));

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> shelf.take(LAPTOP_AND_SCREEN));

        assertThat(refusal.code()).isEqualTo("no_stock");
        assertThat(refusal.extensions())
                .isEqualTo(Map.of("missing", List.of(new Missing(DeviceCategory.SCREEN, Grade.C, 2))));
        assertThat(shelf.take(List.of(new PackItem(DeviceCategory.LAPTOP, Grade.B, 1))))
                .containsExactly(laptop(1, Grade.B));
    }

    @Property
    void noDeviceIsTakenTwiceAndNoneThatDoesNotFit(
            @ForAll("devices") List<Stocked> devices, @ForAll("packs") List<List<PackItem>> packs) {
        Shelf shelf = new Shelf(devices);
        Set<UUID> taken = new HashSet<>();
        for (List<PackItem> pack : packs) {
            List<Missing> missing = shelf.missing(pack);
            List<Stocked> got;
            try {
                got = shelf.take(pack);
            } catch (Refusal refusal) {
                assertThat(missing).isNotEmpty();
                continue;
            }
            assertThat(missing).isEmpty();
            List<Stocked> left = new ArrayList<>(got);
            for (PackItem item : pack) {
                List<Stocked> its = left.stream()
                        .filter(device -> device.attributes().category() == item.category())
                        .toList();
                assertThat(its)
                        .hasSize(item.count())
                        .allSatisfy(device ->
                                assertThat(device.attributes().grade()).isLessThanOrEqualTo(item.worstGrade()));
                left.removeAll(its);
            }
            assertThat(left).isEmpty();
            got.forEach(
                    device -> assertThat(taken.add(device.attributes().id())).isTrue());
        }
    }

    @Provide
    Arbitrary<List<Stocked>> devices() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.of(DeviceCategory.class),
                        Arbitraries.of(Grade.class))
                .as((number, category, grade) -> Given.stocked(DeviceTest.id(number), category, grade))
                .list()
                .uniqueElements(device -> device.attributes().id())
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<List<PackItem>>> packs() {
        Arbitrary<PackItem> items = Combinators.combine(
                        Arbitraries.of(DeviceCategory.class),
                        Arbitraries.of(Grade.class),
                        Arbitraries.integers().between(1, 3))
                .as(PackItem::new);
        return items.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements(PackItem::category)
                .list()
                .ofMaxSize(12);
    }

    private static Stocked laptop(int number, Grade grade) {
        return Given.stocked(DeviceTest.id(number), DeviceCategory.LAPTOP, grade);
    }
}
