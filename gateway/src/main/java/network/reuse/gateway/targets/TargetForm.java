package network.reuse.gateway.targets;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Refusal.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The target that an operator sets for a region.
 *
 * @param region the INSEE code of a region, such as 44
 * @param goal how many devices, at least 1
 * @param deadline the last day that counts
 * @param categories the kinds of equipment that count, at least one
 * @param basis the acts by which a device counts, at least one
 */
record TargetForm(
        @Nullable String region,
        @Nullable Integer goal,
        @Nullable LocalDate deadline,
        @Nullable List<@Nullable DeviceCategory> categories,
        @Nullable List<Target.@Nullable Basis> basis,
        Target.@Nullable Provenance provenance,
        Target.@Nullable Place territory) {

    private static final int LARGEST_GOAL = 10_000_000;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    /** The target as a region's first version; refuses a form with every fault that it has. */
    Target target() {
        List<Fault> faults = new ArrayList<>();
        if (region == null || !Geography.isRegion(region)) {
            faults.add(new Fault(
                    "/region",
                    "unknown_region",
                    "Un code INSEE de région est attendu, par exemple 44 pour le Grand Est.",
                    "The INSEE code of a region is expected, such as 44 for Grand Est."));
        }
        if (goal != null && goal > LARGEST_GOAL) {
            faults.add(
                    new Fault("/goal", "too_large", "Au plus " + LARGEST_GOAL + ".", "At most " + LARGEST_GOAL + "."));
        }
        if (goal == null || goal < 1) {
            faults.add(new Fault(
                    "/goal",
                    "too_small",
                    "Un nombre entier d'appareils est attendu, au moins 1.",
                    "A whole number of devices is expected, at least 1."));
        }
        required("/deadline", deadline, faults);
        if (deadline != null && (deadline.getYear() < FIRST_YEAR || deadline.getYear() > LAST_YEAR)) {
            faults.add(new Fault(
                    "/deadline",
                    "out_of_range",
                    "Un jour des années " + FIRST_YEAR + " à " + LAST_YEAR + ".",
                    "A day of the years " + FIRST_YEAR + " to " + LAST_YEAR + "."));
        }
        required("/provenance", provenance, faults);
        required("/territory", territory, faults);
        List<DeviceCategory> kinds = distinct("/categories", categories, faults);
        List<Target.Basis> acts = distinct("/basis", basis, faults);
        if (!faults.isEmpty()
                || region == null
                || goal == null
                || deadline == null
                || provenance == null
                || territory == null) {
            throw Refusal.invalid(faults);
        }
        return new Target(region, 1, goal, deadline, kinds, acts, provenance, territory);
    }

    private static void required(String pointer, @Nullable Object value, List<Fault> faults) {
        if (value == null) {
            faults.add(new Fault(pointer, "required", "Cette valeur est obligatoire.", "This value is required."));
        }
    }

    private static <T extends Enum<T>> List<T> distinct(
            String pointer, @Nullable List<@Nullable T> values, List<Fault> faults) {
        List<T> distinct = new ArrayList<>();
        if (values == null || values.isEmpty()) {
            required(pointer, null, faults);
            return distinct;
        }
        for (int i = 0; i < values.size(); i++) {
            T value = values.get(i);
            if (value == null) {
                required(pointer + "/" + i, null, faults);
            } else if (distinct.contains(value)) {
                faults.add(new Fault(
                        pointer + "/" + i,
                        "repeated",
                        "Cette valeur est déjà dans la liste.",
                        "This value is in the list already."));
            } else {
                distinct.add(value);
            }
        }
        distinct.sort(null);
        return distinct;
    }
}
