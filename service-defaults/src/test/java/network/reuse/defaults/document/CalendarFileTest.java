package network.reuse.defaults.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/** Files are read by another library than the one that writes them. */
class CalendarFileTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant CHANGED = Instant.parse("2026-03-02T08:00:00.123456Z");

    @Test
    void anEventIsReadAsItWasTold() throws Exception {
        String title = "Boîtes mail ; tris, \"dossiers\" \\ pièces jointes\net 👩🏽‍💻 à l'été — ".repeat(3) + "fin";
        String text = CalendarFile.subscribed(
                "Tiers-lieu de la Meinau, Strasbourg",
                List.of(new CalendarFile.Event(
                        "01900000-0000-7000-8000-0000bf396750",
                        4,
                        Instant.parse("2026-03-02T13:00:00Z"),
                        Instant.parse("2026-03-02T15:30:00Z"),
                        title,
                        "Médiathèque, Strasbourg",
                        new CalendarFile.Coordinates(48.5734, 7.7521),
                        "Annulé",
                        true,
                        CHANGED)));
        assertThat(text.lines())
                .allSatisfy(
                        line -> assertThat(line.getBytes(UTF_8).length).as(line).isLessThanOrEqualTo(150));
        assertThat(text)
                .contains("DTSTART:20260302T130000Z", "DTEND:20260302T153000Z", "DTSTAMP:20260302T080000Z")
                .contains("GEO:48.5734;7.7521")
                .contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
                .contains("X-WR-CALNAME:Tiers-lieu de la Meinau\\, Strasbourg");
        Calendar read = read(text);
        assertThat(read.validate().hasErrors()).isFalse();
        assertThat(value(read.getProperty(Property.NAME).orElseThrow()))
                .isEqualTo("Tiers-lieu de la Meinau, Strasbourg");
        VEvent event = events(read).getFirst();
        assertThat(value(event.getProperty(Property.UID).orElseThrow()))
                .isEqualTo("01900000-0000-7000-8000-0000bf396750");
        assertThat(value(event.getProperty(Property.SEQUENCE).orElseThrow())).isEqualTo("4");
        assertThat(value(event.getProperty(Property.STATUS).orElseThrow())).isEqualTo("CANCELLED");
        assertThat(value(event.getProperty(Property.SUMMARY).orElseThrow())).isEqualTo(title);
        assertThat(value(event.getProperty(Property.LOCATION).orElseThrow())).isEqualTo("Médiathèque, Strasbourg");
    }

    @Test
    void atTwoInTheAfternoonIsAtTwoInTheAfternoonOnBothSidesOfBothChangesOfClocks() throws Exception {
        List<Instant> told = new ArrayList<>();
        for (LocalDateTime day = LocalDateTime.of(2026, 1, 4, 14, 0); day.getYear() == 2026; day = day.plusWeeks(1)) {
            told.add(day.atZone(PARIS).toInstant());
        }
        // Half past two comes twice in that night.
        told.add(Instant.parse("2026-10-25T00:30:00Z"));
        told.add(Instant.parse("2026-10-25T01:30:00Z"));
        List<Instant> read = starts(read(CalendarFile.subscribed(
                "Agenda",
                told.stream()
                        .map(from -> new CalendarFile.Event(
                                "w-" + from,
                                0,
                                from,
                                from.plusSeconds(3600),
                                "Atelier",
                                "Lieu",
                                null,
                                null,
                                false,
                                CHANGED))
                        .toList())));
        assertThat(read).isEqualTo(told);
        assertThat(read.subList(0, 52)).allSatisfy(from -> {
            assertThat(from.atZone(PARIS).toLocalTime()).isEqualTo(LocalTime.of(14, 0));
            assertThat(from.atZone(PARIS).getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        });
    }

    @Test
    void aCalendarWithoutEventsIsACalendar() throws Exception {
        assertThat(events(read(CalendarFile.subscribed("Agenda", List.of())))).isEmpty();
    }

    private static Calendar read(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static List<VEvent> events(Calendar calendar) {
        return calendar.getComponents(Component.VEVENT);
    }

    private static List<Instant> starts(Calendar calendar) {
        return events(calendar).stream()
                .map(event -> Instant.from(event.getDateTimeStart().getDate()))
                .toList();
    }

    private static String value(Property property) {
        return property.getValue();
    }
}
