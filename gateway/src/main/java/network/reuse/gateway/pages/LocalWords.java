package network.reuse.gateway.pages;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Territory;
import network.reuse.gateway.pages.InvitationPage.Place;

/** Days and hours as people say them where something takes place, with French typography. */
final class LocalWords {
    private static final String NARROW = "\u202f";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.FRANCE);
    private static final DateTimeFormatter FIRST = DateTimeFormatter.ofPattern("EEEE d'er' MMMM yyyy", Locale.FRANCE);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.UK);
    private static final DateTimeFormatter ENGLISH_END = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    private LocalWords() {}

    /** When and where; the hours are those of the commune, given by its INSEE code. */
    static Place of(String commune, String placeName, Instant from, Instant until) {
        var zone = Geography.territoryOfCommune(commune)
                .map(Territory::department)
                .map(Geography::zoneOf)
                .orElseGet(() -> Geography.zoneOf(""));
        ZonedDateTime begins = from.atZone(zone);
        ZonedDateTime ends = until.atZone(zone);
        boolean isOneDay = begins.toLocalDate().equals(ends.toLocalDate());
        String day = day(begins);
        return new Place(
                day,
                "de " + hour(begins) + " à " + (isOneDay ? "" : day(ends) + ", ") + hour(ends),
                place(commune, placeName),
                ENGLISH.format(begins) + "–" + (isOneDay ? ENGLISH_END : ENGLISH).format(ends));
    }

    /** A place's name, and its commune's. */
    static String place(String commune, String placeName) {
        return placeName
                + Geography.communeName(commune).map(name -> ", " + name).orElse("");
    }

    private static String day(ZonedDateTime at) {
        return (at.getDayOfMonth() == 1 ? FIRST : DAY).format(at);
    }

    private static String hour(ZonedDateTime at) {
        return at.getHour() + NARROW + "h" + (at.getMinute() == 0 ? "" : NARROW + "%02d".formatted(at.getMinute()));
    }
}
