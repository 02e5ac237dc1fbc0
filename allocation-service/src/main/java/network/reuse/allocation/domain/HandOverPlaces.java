package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Territory;

/** Where and on which day something is. */
public final class HandOverPlaces {
    private HandOverPlaces() {}

    /** The commune's territory. */
    public static Territory of(String commune) {
        return Geography.requireTerritory(commune, "/commune");
    }

    /** The commune's department, which is as fine as a hand-over is told. */
    public static Territory departmentOf(String commune) {
        Territory territory = of(commune);
        return new Territory(territory.region(), territory.department(), null);
    }

    /** The day that it is there. */
    public static LocalDate day(Instant instant) {
        return instant.atZone(Geography.METROPOLITAN_TIME).toLocalDate();
    }

    /** When that day is over there. */
    public static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(Geography.METROPOLITAN_TIME).toInstant();
    }
}
