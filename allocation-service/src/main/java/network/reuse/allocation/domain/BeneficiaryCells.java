package network.reuse.allocation.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many packs reached somebody, by department, with nothing from which a group of 1 to 4 could be told: small cells are told
 * together, with the smallest others until they are 5 at least; where that cannot be, nothing is told.
 *
 * @param departments those that are told by themselves
 * @param elsewhere how many are in the other departments together; 0 when there are none, null when they are too few to tell
 */
public record BeneficiaryCells(
        List<DepartmentCount> departments, @Nullable Integer elsewhere) {
    private static final int LEAST = 5;

    /** So many in a department, by its INSEE code. */
    public record DepartmentCount(String department, int packs) {}

    public BeneficiaryCells {
        departments = List.copyOf(departments);
    }

    /** What may be told of these. */
    public static BeneficiaryCells of(Map<String, Integer> counts) {
        Map<String, Integer> told = new TreeMap<>(counts);
        told.values().removeIf(packs -> packs == 0);
        int elsewhere = told.values().stream()
                .filter(packs -> packs < LEAST)
                .mapToInt(Integer::intValue)
                .sum();
        told.values().removeIf(packs -> packs < LEAST);
        while (elsewhere > 0 && elsewhere < LEAST && !told.isEmpty()) {
            Map.Entry<String, Integer> smallest = told.entrySet().stream()
                    .min(Comparator.comparingInt(Map.Entry::getValue))
                    .orElseThrow();
            elsewhere += smallest.getValue();
            told.keySet().remove(smallest.getKey());
        }
        return new BeneficiaryCells(
                told.entrySet().stream()
                        .map(cell -> new DepartmentCount(cell.getKey(), cell.getValue()))
                        .toList(),
                elsewhere > 0 && elsewhere < LEAST ? null : Integer.valueOf(elsewhere));
    }

    /** How many there are in all; null where they are too few to tell. */
    public @Nullable Integer total() {
        return elsewhere == null
                ? null
                : Integer.valueOf(elsewhere
                        + departments.stream().mapToInt(DepartmentCount::packs).sum());
    }
}
