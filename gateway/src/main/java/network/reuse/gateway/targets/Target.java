package network.reuse.gateway.targets;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Geography;
import network.reuse.gateway.projection.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What a region wants to reach, and which devices count: a versioned rule.
 *
 * @param categories the kinds of equipment that count
 * @param basis the acts by which a device counts, once
 */
public record Target(
        String region,
        int version,
        int goal,
        LocalDate deadline,
        List<DeviceCategory> categories,
        List<Basis> basis,
        Provenance provenance,
        Place territory) {
    /** An act by which a device counts. */
    public enum Basis {
        HAND_OVER(Stage.DELIVERED),
        SALE(Stage.SOLD);

        private final Stage stage;

        Basis(Stage stage) {
            this.stage = stage;
        }

        public Stage stage() {
            return stage;
        }
    }

    /** Where a device that counts comes from. */
    public enum Provenance {
        REUSED
    }

    /** Whose territory a device counts for. */
    public enum Place {
        HAND_OVER_PLACE
    }

    public Target {
        categories = List.copyOf(categories);
        basis = List.copyOf(basis);
    }

    /** Whether the other one wants the same of the same region, whatever their versions. */
    boolean saysTheSameAs(Target other) {
        return region.equals(other.region)
                && goal == other.goal
                && deadline.equals(other.deadline)
                && Set.copyOf(categories).equals(Set.copyOf(other.categories))
                && Set.copyOf(basis).equals(Set.copyOf(other.basis))
                && provenance == other.provenance
                && territory == other.territory;
    }

    /** The same target as the version that follows another. */
    Target after(Target former) {
        return new Target(region, former.version + 1, goal, deadline, categories, basis, provenance, territory);
    }

    /** The rule's name, as passports cite it. */
    public String rule() {
        return region + "-v" + version;
    }

    /** Whether devices of that category count that were handed over in that way. */
    public boolean counts(Stage stage, DeviceCategory category) {
        return counts(stage) && categories.contains(category);
    }

    /** Whether a device that is in that stage counts, as far as stages go. */
    public boolean counts(Stage stage) {
        return basis.stream().anyMatch(act -> act.stage() == stage);
    }

    /** Whether what was handed over on a day, and given back on another or never, stood when the deadline ended. */
    public boolean holdsAtDeadline(LocalDate handedOver, @Nullable LocalDate givenBack) {
        return !handedOver.isAfter(deadline) && (givenBack == null || givenBack.isAfter(deadline));
    }

    /** The day on which something happened, as deadlines count days. */
    public static LocalDate day(Instant instant) {
        return instant.atZone(Geography.METROPOLITAN_TIME).toLocalDate();
    }

    /** The first instant that is after the deadline, which is a whole day. */
    Instant end() {
        return deadline.plusDays(1).atStartOfDay(Geography.METROPOLITAN_TIME).toInstant();
    }
}
