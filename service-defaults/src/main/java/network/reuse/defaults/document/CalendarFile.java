package network.reuse.defaults.document;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Geo;
import biweekly.property.Status;
import biweekly.util.Duration;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as calendars read them: iCalendar (RFC 5545; name and time to live by RFC 7986). Times are written in UTC, so that each is the
 * same instant in every time zone and on either side of a change of clocks.
 */
public final class CalendarFile {
    public static final String ICALENDAR = "text/calendar";

    private static final String PRODUCT = "-//Réseau de réemploi//Agendas//FR";
    /** Characters, some of which take more than one of the 75 octets that a line should not exceed. */
    private static final int LINE_LENGTH = 60;

    private static final Duration REFRESHED = Duration.builder().hours(1).build();

    private CalendarFile() {}

    /**
     * Something that takes place, or was to.
     *
     * @param uid what it is known by in every calendar, as long as it is known
     * @param sequence rises whenever something about it changes
     * @param title what it is about
     * @param location where, in words
     * @param coordinates where, if that is known
     * @param description more of it, if there is more
     * @param changedAt when what is told was last changed
     */
    public record Event(
            String uid,
            int sequence,
            Instant from,
            Instant until,
            String title,
            String location,
            @Nullable Coordinates coordinates,
            @Nullable String description,
            boolean cancelled,
            Instant changedAt) {}

    /** Decimal degrees. */
    public record Coordinates(double latitude, double longitude) {}

    /** A calendar that is read again every hour, under a name that is shown. */
    public static String subscribed(String name, List<Event> events) {
        ICalendar calendar = calendar(events);
        calendar.setName(name);
        // It has no type by default (RFC 7986, 5.7).
        calendar.setRefreshInterval(REFRESHED).setParameter("VALUE", "DURATION");
        // Such properties are written as they are.
        calendar.addExperimentalProperty("X-WR-CALNAME", VObjectPropertyValues.escape(name));
        calendar.addExperimentalProperty("X-PUBLISHED-TTL", REFRESHED.toString());
        return text(calendar);
    }

    /** One event, to be put into a calendar. */
    public static String of(Event event) {
        return text(calendar(List.of(event)));
    }

    private static ICalendar calendar(List<Event> events) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId(PRODUCT);
        for (Event event : events) {
            calendar.addEvent(event(event));
        }
        return calendar;
    }

    private static VEvent event(Event event) {
        VEvent written = new VEvent();
        written.setUid(event.uid());
        written.setSequence(event.sequence());
        written.setDateTimeStamp(Date.from(event.changedAt()));
        written.setLastModified(Date.from(event.changedAt()));
        written.setDateStart(Date.from(event.from()));
        written.setDateEnd(Date.from(event.until()));
        written.setSummary(event.title());
        written.setLocation(event.location());
        written.setStatus(event.cancelled() ? Status.cancelled() : Status.confirmed());
        Coordinates coordinates = event.coordinates();
        if (coordinates != null) {
            written.setGeo(new Geo(coordinates.latitude(), coordinates.longitude()));
        }
        if (event.description() != null) {
            written.setDescription(event.description());
        }
        return written;
    }

    private static String text(ICalendar calendar) {
        StringWriter out = new StringWriter();
        try (ICalWriter writer = new ICalWriter(out, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(LINE_LENGTH);
            writer.write(calendar);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return out.toString();
    }
}
