package network.reuse.allocation.domain;

import static network.reuse.contracts.SanitisationLevel.CLEAR;
import static network.reuse.contracts.SanitisationLevel.NONE;
import static network.reuse.contracts.SanitisationLevel.PURGE;
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
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private static final List<PackItem> LAPTOP_AND_SCREEN =
            List.of(new PackItem(DeviceCategory.LAPTOP, Grade.B, 1), new PackItem(DeviceCategory.SCREEN, Grade.C, 2));

    @Test
    void aPackTakesTheWorstThatFits() {
        Shelf shelf = new Shelf(List.of(laptop(1, Grade.A), laptop(2, Grade.D), laptop(3, Grade.C)), Map.of());

        assertThat(shelf.take(List.of(Given.laptop()), NONE)).containsExactly(laptop(3, Grade.C));
        assertThat(shelf.take(List.of(Given.laptop()), NONE)).containsExactly(laptop(1, Grade.A));
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsTaken() {
        Shelf shelf = new Shelf(List.of(laptop(1, Grade.B), laptop(2, Grade.C)), Map.of());

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> shelf.take(LAPTOP_AND_SCREEN, NONE));

        assertThat(refusal.code()).isEqualTo("no_stock");
        assertThat(refusal.extensions())
                .isEqualTo(
                        Map.of("missing", List.of(new MissingDevices(DeviceCategory.SCREEN, Grade.C, 2, null, null))));
        assertThat(shelf.take(List.of(new PackItem(DeviceCategory.LAPTOP, Grade.B, 1)), NONE))
                .containsExactly(laptop(1, Grade.B));
    }

    @Test
    void whatLacksIsNamedWithItsMemoryAndDisk() {
        PackItem fast = new PackItem(DeviceCategory.LAPTOP, Grade.B, 2, 8, 240);

        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> new Shelf(List.of(), Map.of()).take(List.of(fast), NONE));

        assertThat(refusal.french())
                .contains("2 × LAPTOP, grade B ou mieux, 8 Gio de mémoire ou plus, 240 Go de disque ou plus");
        assertThat(refusal.english())
                .contains("2 × LAPTOP, grade B or better, 8 GiB of memory or more, 240 GB of disk or more");
    }

    @Test
    void ofThoseThatAreAsWornTheLeastErasedThatReachesTheMinimumGoesFirst() {
        Stocked unknown = laptop(1, (MediaErasure) null);
        Stocked cleared = laptop(2, new MediaErasure(1, CLEAR));
        Stocked purged = laptop(3, new MediaErasure(2, PURGE));
        Stocked withoutStorage = laptop(4, new MediaErasure(0, null));
        Shelf shelf = new Shelf(List.of(withoutStorage, purged, cleared, unknown), Map.of());

        assertThat(shelf.take(List.of(Given.laptop()), PURGE)).containsExactly(purged);
        assertThat(shelf.take(List.of(Given.laptop()), CLEAR)).containsExactly(cleared);
        assertThat(shelf.take(List.of(Given.laptop()), CLEAR)).containsExactly(withoutStorage);
        assertThat(shelf.missing(List.of(Given.laptop()), CLEAR))
                .containsExactly(new MissingDevices(DeviceCategory.LAPTOP, Grade.C, 1, null, null));
        assertThat(shelf.take(List.of(Given.laptop()), NONE)).containsExactly(unknown);
    }

    @Test
    void whereOnlyTheErasureIsLackingTheRefusalSaysBothLevels() {
        Shelf shelf = new Shelf(List.of(), Map.of(DeviceCategory.LAPTOP, List.of(CLEAR, NONE)));
        PackItem three = new PackItem(DeviceCategory.LAPTOP, Grade.C, 3);

        Refusal below = catchThrowableOfType(Refusal.class, () -> shelf.take(List.of(Given.laptop()), PURGE));
        Refusal none = catchThrowableOfType(
                Refusal.class, () -> shelf.take(List.of(new PackItem(DeviceCategory.SCREEN, Grade.C, 1)), PURGE));
        Refusal tooFew = catchThrowableOfType(Refusal.class, () -> shelf.take(List.of(three), PURGE));
        Refusal oneOfTwo = catchThrowableOfType(
                Refusal.class,
                () -> shelf.take(List.of(Given.laptop(), new PackItem(DeviceCategory.SCREEN, Grade.C, 1)), PURGE));
        Refusal two = catchThrowableOfType(
                Refusal.class, () -> shelf.take(List.of(new PackItem(DeviceCategory.LAPTOP, Grade.C, 2)), PURGE));

        assertThat(below.code()).isEqualTo("erasure_below_programme");
        assertThat(below.extensions())
                .isEqualTo(Map.of(
                        "required",
                        PURGE,
                        "obtained",
                        CLEAR,
                        "missing",
                        List.of(new MissingDevices(DeviceCategory.LAPTOP, Grade.C, 1, null, null))));
        assertThat(none.code()).isEqualTo("no_stock");
        assertThat(tooFew.code()).as("two are there").isEqualTo("no_stock");
        assertThat(oneOfTwo.code()).as("no screen is there").isEqualTo("no_stock");
        assertThat(two.extensions()).as("the level that both have").containsEntry("obtained", NONE);
    }

    @Property
    void noDeviceIsTakenTwiceAndNoneThatDoesNotFit(
            @ForAll("devices") List<Stocked> devices,
            @ForAll("packs") List<List<PackItem>> packs,
            @ForAll SanitisationLevel minimum) {
        Shelf shelf = new Shelf(devices, Map.of());
        Set<UUID> taken = new HashSet<>();
        for (List<PackItem> pack : packs) {
            List<MissingDevices> missing = shelf.missing(pack, minimum);
            List<Stocked> got;
            try {
                got = shelf.take(pack, minimum);
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
                                assertThat(device.attributes().grade()).isLessThanOrEqualTo(item.worstGrade()))
                        .allSatisfy(device ->
                                assertThat(device.attributes().level()).isGreaterThanOrEqualTo(minimum));
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
                        Arbitraries.of(Grade.class),
                        Arbitraries.of(SanitisationLevel.class)
                                .injectNull(0.1)
                                .map(level -> new MediaErasure(level == null ? 0 : 1, level))
                                .injectNull(0.2))
                .as((number, category, grade, erasure) ->
                        Given.stocked(DeviceTest.id(number), category, grade, erasure))
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
                .as((category, grade, count) -> new PackItem(category, grade, count));
        return items.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements(PackItem::category)
                .list()
                .ofMaxSize(12);
    }

    private static Stocked laptop(int number, @Nullable MediaErasure erasure) {
        return Given.stocked(DeviceTest.id(number), DeviceCategory.LAPTOP, Grade.B, erasure);
    }

    private static Stocked laptop(int number, Grade grade) {
        return Given.stocked(DeviceTest.id(number), DeviceCategory.LAPTOP, grade);
    }
}
