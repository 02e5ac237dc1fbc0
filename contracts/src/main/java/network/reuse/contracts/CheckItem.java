package network.reuse.contracts;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a device needs beside itself to be of use to somebody, and what people call it: the décret of 7 November 2022 on the prix
 * solidaire wants equipment in working order, with charger, disk, system and a battery that works.
 */
public enum CheckItem {
    CHARGER("chargeur", "charger"),
    STORAGE("disque", "disk"),
    SYSTEM("système", "system"),
    BATTERY("batterie", "battery");

    private final String french;
    private final String english;

    CheckItem(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }

    /** What people call these, one after the other. */
    public static String french(List<CheckItem> items) {
        return items.stream().map(CheckItem::french).collect(Collectors.joining(", "));
    }

    /** The same in English. */
    public static String english(List<CheckItem> items) {
        return items.stream().map(CheckItem::english).collect(Collectors.joining(", "));
    }
}
