package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;

/**
 * What a device needs before it is handed to somebody, as it is published. A version never changes: what was checked under it is read by
 * it. The items are those of the décret of 7 November 2022 on the prix solidaire, which wants equipment in working order with charger,
 * disk, operating system and a battery that works; which of them a category has is the network's own reading.
 *
 * @param since from when on devices are checked by it
 */
public record QualityCriteria(int version, Instant since, List<ItemCriterion> items, List<CategoryNeeds> categories) {
    /** What an item is checked for. */
    public record ItemCriterion(CheckItem item, String french, String english) {}

    /** The items that a device of a category needs. */
    public record CategoryNeeds(DeviceCategory category, List<CheckItem> items) {
        public CategoryNeeds {
            items = List.copyOf(items);
        }
    }

    /** All versions, the oldest first. */
    public static final List<QualityCriteria> ALL = List.of(new QualityCriteria(
            1,
            Instant.EPOCH,
            List.of(
                    new ItemCriterion(
                            CheckItem.CHARGER,
                            "Le chargeur, ou le cordon d'alimentation, accompagne l'appareil et fonctionne.",
                            "The charger, or the power lead, comes with the device and works."),
                    new ItemCriterion(
                            CheckItem.STORAGE,
                            "Un support de stockage est dans l'appareil, listé parmi ses supports, et fonctionne.",
                            "A storage medium is in the device, listed among its media, and works."),
                    new ItemCriterion(
                            CheckItem.SYSTEM,
                            "Un système d'exploitation est installé et démarre.",
                            "An operating system is installed and starts."),
                    new ItemCriterion(
                            CheckItem.BATTERY,
                            "La batterie est dans l'appareil, se charge et le fait tourner sans le secteur.",
                            "The battery is in the device, charges, and runs it without mains.")),
            List.of(
                    new CategoryNeeds(
                            DeviceCategory.LAPTOP,
                            List.of(CheckItem.CHARGER, CheckItem.STORAGE, CheckItem.SYSTEM, CheckItem.BATTERY)),
                    new CategoryNeeds(
                            DeviceCategory.DESKTOP, List.of(CheckItem.CHARGER, CheckItem.STORAGE, CheckItem.SYSTEM)),
                    new CategoryNeeds(DeviceCategory.SCREEN, List.of(CheckItem.CHARGER)),
                    new CategoryNeeds(
                            DeviceCategory.TABLET,
                            List.of(CheckItem.CHARGER, CheckItem.STORAGE, CheckItem.SYSTEM, CheckItem.BATTERY)),
                    new CategoryNeeds(
                            DeviceCategory.SMARTPHONE,
                            List.of(CheckItem.CHARGER, CheckItem.STORAGE, CheckItem.SYSTEM, CheckItem.BATTERY)),
                    new CategoryNeeds(DeviceCategory.PRINTER, List.of(CheckItem.CHARGER)))));

    public QualityCriteria {
        items = List.copyOf(items);
        categories = List.copyOf(categories);
    }

    /** Those by which a device was checked then. */
    public static QualityCriteria at(Instant checked) {
        QualityCriteria found = ALL.getFirst();
        for (QualityCriteria one : ALL) {
            if (!one.since().isAfter(checked)) {
                found = one;
            }
        }
        return found;
    }

    /** What a device of that category needs. */
    List<CheckItem> of(DeviceCategory category) {
        return categories.stream()
                .filter(needs -> needs.category() == category)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody says what a " + category + " needs"))
                .items();
    }
}
