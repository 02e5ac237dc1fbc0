package network.reuse.gateway.progress;

import java.time.LocalDate;
import java.util.List;
import network.reuse.contracts.DeviceCategory;

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

        Stage stage() {
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

    /** The rule's name, as passports cite it. */
    public String rule() {
        return region + "-v" + version;
    }

    /** Whether a device that is in that stage counts, as far as stages go. */
    public boolean counts(Stage stage) {
        return basis.stream().anyMatch(act -> act.stage() == stage);
    }
}
