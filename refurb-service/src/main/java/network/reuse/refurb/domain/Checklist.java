package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.Refusal;

/**
 * What a quality check states of a device's items.
 *
 * @param stated whether each is there and works; an item of which nothing is stated is not in it
 */
public record Checklist(Map<CheckItem, Boolean> stated) {
    public Checklist {
        stated = Map.copyOf(stated);
    }

    /**
     * What has passed: each item that a device of that category needs. Refused as long as one is not said to work, each named; a disk
     * that works is among the media, where its erasure is followed. An item that the category does not need is not looked at.
     */
    PassedChecklist requireComplete(DeviceCategory category, Bench bench, Instant at) {
        QualityCriteria criteria = QualityCriteria.at(at);
        List<CheckItem> needed = criteria.of(category);
        List<Refusal.Fault> faults = new ArrayList<>();
        for (CheckItem item : needed) {
            String pointer = "/checklist/" + item.name().toLowerCase(Locale.ROOT);
            if (!Boolean.TRUE.equals(stated.get(item))) {
                faults.add(new Refusal.Fault(
                        pointer,
                        "check_item_missing",
                        "Le contrôle n'est pas réussi tant que cet élément n'est pas dit présent et en état : "
                                + item.french() + ".",
                        "The check is not passed until this item is said to be there and to work: " + item.english()
                                + "."));
            } else if (item == CheckItem.STORAGE && !bench.hasMedium()) {
                faults.add(new Refusal.Fault(
                        pointer,
                        "storage_not_listed",
                        "Aucun support n'est listé dans l'appareil : ajoutez le disque (…/media), puis effacez-le.",
                        "No medium is listed in the device: add the disk (…/media), then erase it."));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return new PassedChecklist(criteria.version(), needed);
    }
}
