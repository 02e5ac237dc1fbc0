package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.allocation.domain.BeneficiaryCells.DepartmentCount;
import org.junit.jupiter.api.Test;

class BeneficiaryCellsTest {
    @Provide
    Arbitrary<Map<String, Integer>> counts() {
        return Arbitraries.maps(
                        Arbitraries.of("08", "10", "51", "52", "54", "55", "57", "63", "67", "68"),
                        Arbitraries.integers().between(0, 12))
                .ofMaxSize(8);
    }

    @Property
    void noNumberOfOneToFourIsToldOrLeftOverByTheOthers(@ForAll("counts") Map<String, Integer> counts) {
        BeneficiaryCells cells = BeneficiaryCells.of(counts);

        assertThat(cells.departments())
                .allMatch(cell ->
                        cell.packs() >= 5 && Integer.valueOf(cell.packs()).equals(counts.get(cell.department())));
        Integer elsewhere = cells.elsewhere();
        if (elsewhere == null) {
            assertThat(cells.departments()).isEmpty();
            assertThat(cells.total()).isNull();
        } else {
            assertThat(elsewhere == 0 || elsewhere >= 5).isTrue();
            assertThat(cells.total())
                    .isEqualTo(
                            counts.values().stream().mapToInt(Integer::intValue).sum());
        }
    }

    @Test
    void aSmallDepartmentIsToldWithTheSmallestOther() {
        assertThat(BeneficiaryCells.of(Map.of("63", 90, "43", 3, "15", 6)))
                .isEqualTo(new BeneficiaryCells(List.of(new DepartmentCount("63", 90)), 9));
        assertThat(BeneficiaryCells.of(Map.of("43", 3))).isEqualTo(new BeneficiaryCells(List.of(), null));
        assertThat(BeneficiaryCells.of(Map.of())).isEqualTo(new BeneficiaryCells(List.of(), 0));
    }
}
