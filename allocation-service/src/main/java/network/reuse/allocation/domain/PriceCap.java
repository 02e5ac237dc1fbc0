package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Refusal.Fault;
import org.jspecify.annotations.Nullable;

/**
 * One version of a rule about what equipment that a public body gave away may cost whoever buys it, all taxes included. Each
 * such device has a cap; those of other donors have none. The oldest version is also held against sales before its first day.
 *
 * <p>How the law is read is the project's own: the cap is a device's. Where prices are stated by device, each is held to its own cap;
 * a price for the whole counts as that of the devices that have caps, and is held to what those make together.
 *
 * @param rule the name of the rule, kept with each sale
 * @param version from 1 on
 * @param from the first day of sales that are held against it
 * @param source where the rule stands
 * @param caps the most that one device of a category may cost, in cents
 */
public record PriceCap(String rule, int version, LocalDate from, String source, Map<DeviceCategory, Integer> caps) {
    /** The caps of décret 2022-1413, of the day after it was published. */
    static final PriceCap FR_2022_1413 = new PriceCap(
            "FR-2022-1413",
            1,
            LocalDate.of(2022, 11, 10),
            "Décret n° 2022-1413 du 7 novembre 2022, JO du 9 novembre 2022",
            Map.of(
                    DeviceCategory.LAPTOP, 180_00,
                    DeviceCategory.DESKTOP, 150_00,
                    DeviceCategory.TABLET, 100_00,
                    DeviceCategory.SMARTPHONE, 100_00,
                    DeviceCategory.SCREEN, 30_00,
                    DeviceCategory.PRINTER, 30_00));

    private static final List<PriceCap> ALL = List.of(FR_2022_1413);

    public PriceCap {
        caps = Map.copyOf(caps);
    }

    /**
     * A device that is priced.
     *
     * @param device null where a price is tried without one
     * @param priceCents its own price; null where the whole has one
     */
    public record Piece(
            @Nullable UUID device,
            DeviceCategory category,
            DonorKind donorKind,
            @Nullable Integer priceCents) {
        /** A device without a price of its own. */
        public static Piece of(DeviceAttributes device) {
            return new Piece(device.id(), device.category(), device.donorKind(), null);
        }
    }

    /** The rule that holds for a sale on this day. */
    public static PriceCap on(LocalDate day) {
        return on(ALL, day);
    }

    static PriceCap on(List<PriceCap> rules, LocalDate day) {
        List<PriceCap> oldestFirst = rules.stream()
                .sorted(Comparator.comparing(PriceCap::from).thenComparingInt(PriceCap::version))
                .toList();
        PriceCap found = oldestFirst.getFirst();
        for (PriceCap rule : oldestFirst) {
            found = rule.from().isAfter(day) ? found : rule;
        }
        return found;
    }

    /** The most that a device may cost, in cents; null when it has no cap. */
    public @Nullable Integer of(DeviceCategory category, DonorKind donorKind) {
        return donorKind == DonorKind.PUBLIC_BODY ? caps.get(category) : null;
    }

    /** What the caps of these make together, a desktop's with its screen's; null when none has one. */
    public @Nullable Integer together(Collection<Piece> pieces) {
        Integer together = null;
        int desktops = (int) pieces.stream()
                .filter(piece -> isCapped(piece, DeviceCategory.DESKTOP))
                .count();
        for (Piece piece : pieces) {
            Integer cap = of(piece.category(), piece.donorKind());
            if (cap == null) {
                continue;
            }
            // The decree caps a desktop with screen, keyboard and mouse: its screen adds nothing.
            if (desktops > 0 && isCapped(piece, DeviceCategory.SCREEN)) {
                desktops--;
                cap = 0;
            }
            together = together == null ? cap : Integer.valueOf(together + cap);
        }
        return together;
    }

    private boolean isCapped(Piece piece, DeviceCategory category) {
        return piece.category() == category && of(category, piece.donorKind()) != null;
    }

    /**
     * Refuses a price that the rule does not allow.
     *
     * @param priceCents of the whole
     * @param at where the devices' own prices stand, as a pointer
     * @return what the caps make together; null when no device has one
     */
    public @Nullable Integer require(int priceCents, List<Piece> pieces, String at) {
        Integer cap = together(pieces);
        if (cap == null) {
            return null;
        }
        if (pieces.stream().allMatch(piece -> piece.priceCents() != null)) {
            requireEach(pieces, cap, at);
        } else if (priceCents > cap) {
            throw above(
                    cap, pieces.stream().allMatch(piece -> of(piece.category(), piece.donorKind()) != null), List.of());
        }
        return cap;
    }

    private void requireEach(List<Piece> pieces, int together, String at) {
        List<Fault> faults = new ArrayList<>();
        int lowest = together;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Integer cap = of(piece.category(), piece.donorKind());
            Integer price = piece.priceCents();
            if (cap != null && price != null && price > cap) {
                lowest = Math.min(lowest, cap);
                faults.add(new Fault(
                        at + "/" + i + "/priceCents",
                        "too_large",
                        "Cet appareil se vend " + cap + " centimes au plus.",
                        "This device is sold at " + cap + " cents at most."));
            }
        }
        if (!faults.isEmpty()) {
            throw above(lowest, true, faults);
        }
        int capped = pieces.stream()
                .filter(piece -> of(piece.category(), piece.donorKind()) != null)
                .mapToInt(piece -> Objects.requireNonNullElse(piece.priceCents(), 0))
                .sum();
        if (capped > together) {
            throw above(together, true, List.of());
        }
    }

    private Refusal above(int cap, boolean allHaveCaps, List<Fault> faults) {
        return Refusal.of(
                        Refusal.Kind.INVALID,
                        "price_above_legal_cap",
                        "Du matériel donné par une personne publique se vend " + cap + " centimes au plus (" + rule
                                + ", version " + version + ")."
                                + (allHaveCaps
                                        ? ""
                                        : " Donnez le prix de chaque appareil pour que les autres n'en relèvent pas."),
                        "Equipment given by a public body is sold at " + cap + " cents at most (" + rule + ", version "
                                + version + ")."
                                + (allHaveCaps
                                        ? ""
                                        : " State a price of each device so that it holds for these alone."))
                .with(Map.of("capCents", cap, "rule", rule, "ruleVersion", version))
                .at(faults);
    }
}
