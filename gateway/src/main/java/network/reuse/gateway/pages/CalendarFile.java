package network.reuse.gateway.pages;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import network.reuse.gateway.pages.InvitationCalls.Seat;

/** A seat as calendars read it: one event of iCalendar (RFC 5545), in UTC. */
final class CalendarFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE_OCTETS = 75;

    private CalendarFile() {}

    static String of(Seat seat) {
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//reuse network//invitations//FR");
        line(file, "BEGIN:VEVENT");
        // The same seat is the same event, whatever becomes of its time: imported again, it replaces the former.
        line(file, "UID:" + text(seat.code()) + "@reuse.network");
        line(file, "DTSTAMP:" + TIME.format(seat.from()));
        line(file, "DTSTART:" + TIME.format(seat.from()));
        line(file, "DTEND:" + TIME.format(seat.until()));
        line(file, "SUMMARY:" + text(seat.title()));
        line(file, "LOCATION:" + text(LocalWords.place(seat.commune(), seat.placeName())));
        line(file, "DESCRIPTION:" + text("Code à présenter à l'accueil : " + seat.code()));
        line(file, "END:VEVENT");
        line(file, "END:VCALENDAR");
        return file.toString();
    }

    private static String text(String plain) {
        return plain.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** A line of at most 75 octets; what is longer goes on after a blank. */
    private static void line(StringBuilder file, String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int character = content.codePointAt(i);
            String one = Character.toString(character);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE_OCTETS) {
                file.append("\r\n ");
                octets = 1;
            }
            file.append(one);
            octets += size;
            i += Character.charCount(character);
        }
        file.append("\r\n");
    }
}
