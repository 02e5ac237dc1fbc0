package network.reuse.allocation.domain;

import java.util.Collection;
import java.util.Map;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Refusal;

/**
 * What equipment that a public body gave away may cost whoever buys it: the caps of décret 2022-1413, all taxes included.
 * Equipment of other donors has none, so a pack that holds any of it has none as a whole.
 */
public final class PriceCap {
    /** The name of the rule, kept with each sale. */
    public static final String RULE = "FR-2022-1413";

    private PriceCap() {}

    /** The most that one device of a category may cost, in cents. */
    public static int of(DeviceCategory category) {
        return switch (category) {
            case LAPTOP -> 180_00;
            case DESKTOP -> 150_00;
            case TABLET, SMARTPHONE -> 100_00;
            case SCREEN, PRINTER -> 30_00;
        };
    }

    /** Refuses a price above what these devices may cost together. */
    static void require(int priceCents, Collection<DeviceAttributes> devices) {
        if (devices.isEmpty() || !devices.stream().allMatch(device -> device.donorKind() == DonorKind.PUBLIC_BODY)) {
            return;
        }
        int cap = devices.stream().mapToInt(device -> of(device.category())).sum();
        if (priceCents > cap) {
            throw Refusal.of(
                            Refusal.Kind.INVALID,
                            "price_above_legal_cap",
                            "Du matériel donné par une personne publique se vend " + cap
                                    + " centimes au plus (décret 2022-1413).",
                            "Equipment given by a public body is sold at " + cap + " cents at most (décret 2022-1413).")
                    .with(Map.of("capCents", cap, "rule", RULE));
        }
    }
}
