package network.reuse.refurb.domain;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text log of nwipe, as ShredOS keeps it, line by line. The log tells of each drive that was found, of the bytes that were
 * written and read back, and ends with a summary of errors and of how each drive came out. Whatever method ran writes over the
 * drive: nwipe's passes are no command of the drive itself.
 */
public final class NwipeLog {
    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_DRIVES = 200;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT);

    private static final Pattern STAMPED =
            Pattern.compile("\\[(\\d{4}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2})]\\s+(?:[a-z]+: )?(.*)");
    private static final Pattern FOUND = Pattern.compile("Found (/dev/[^\\s,]+),(.*)");
    private static final String SERIAL = "S/N=";
    private static final Pattern HOST = Pattern.compile("system-serial-number = (.*)");
    private static final Pattern OPTION = Pattern.compile("\\s*(banner|method)\\s+= (.*)");
    private static final Pattern SIZE = Pattern.compile("(/dev/[^\\s,]+), sect/blk/dev \\d+/\\d+/(\\d{1,18})");
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}) bytes written to (/dev/\\S+)");
    private static final Pattern VERIFIED =
            Pattern.compile("(?:\\[SUCCESS] )?Verified (?:pass|that|FRP) .*?'?(/dev/[^\\s',]+)'?.*");
    private static final Pattern HIDDEN = Pattern.compile("(?i).*hidden sectors detected.*");
    private static final Pattern ABOUT = Pattern.compile(".*?(/dev/[^\\s',.]+).*");
    private static final Pattern ERRORS =
            Pattern.compile("!?\\s*(\\S+)\\s*\\|\\s*(\\d{1,18})\\s*\\|\\s*(\\d{1,18})\\s*\\|\\s*(\\d{1,18})\\s*");
    private static final Pattern RULE = Pattern.compile("-{4}|\\*{4}");
    private static final Pattern STATUS = Pattern.compile("!?\\s*(\\S+)\\s*\\|\\s*-*([A-Za-z]+)-*\\s*\\|.*");

    private final Map<String, Drive> drives = new LinkedHashMap<>();
    private @Nullable String host;
    private String tool = "nwipe";
    private String method = "";
    private boolean hidden;
    private Part part = Part.EVENTS;
    private boolean bannerTold;
    private boolean errorsTold;
    private boolean statusBegun;
    private boolean statusTold;
    private boolean severalSessions;

    /** Where in the log a line stands. */
    private enum Part {
        EVENTS,
        ERRORS,
        STATUS
    }

    /** A drive as far as the log has told of it. */
    private static final class Drive {
        private boolean hidden;
        private final String name;
        private String serialNumber;
        private long size;
        private long written = -1;
        private boolean verified;
        private @Nullable Long errors;
        private String status = "";
        private @Nullable LocalDateTime last;

        Drive(String name, String serialNumber) {
            this.name = name;
            this.serialNumber = serialNumber;
        }
    }

    /** Reads the next line; refuses what no log of nwipe holds. */
    public void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.length() > LONGEST_LINE) {
            throw unreadable();
        }
        Matcher stamped = STAMPED.matcher(line);
        if (stamped.matches()) {
            event(stamped.group(2), at(stamped.group(1)));
        } else if (line.contains("Error Summary")) {
            severalSessions |= errorsTold;
            part = Part.ERRORS;
        } else if (line.contains("Drive Status")) {
            part = Part.STATUS;
        } else if (line.startsWith("****") && part == Part.ERRORS) {
            errorsTold = true;
            part = Part.EVENTS;
        } else if (RULE.matcher(line).lookingAt() && part == Part.STATUS) {
            // The table's head ends in a rule as well.
            statusTold |= statusBegun;
        } else {
            row(line);
        }
    }

    private void event(String text, @Nullable LocalDateTime at) {
        Matcher found = FOUND.matcher(text);
        Matcher host = HOST.matcher(text);
        Matcher option = OPTION.matcher(text);
        if (found.matches() && found.group(2).contains(SERIAL)) {
            begins(drives.containsKey(found.group(1)));
            if (drives.size() == MOST_DRIVES) {
                throw unreadable();
            }
            String serial = found.group(2).substring(found.group(2).lastIndexOf(SERIAL) + SERIAL.length());
            drives.put(found.group(1), new Drive(found.group(1), clean(serial)));
        } else if (host.matches()) {
            begins(this.host != null);
            this.host = clean(host.group(1));
        } else if (option.matches()) {
            if (option.group(1).equals("banner")) {
                begins(bannerTold);
                bannerTold = true;
                tool = clean(option.group(2));
            } else {
                method = clean(option.group(2));
            }
        } else {
            run(text, at);
        }
    }

    /** A session begins with what is told once: told again, or behind a summary, it is another session's. */
    private void begins(boolean told) {
        severalSessions |= told || errorsTold;
    }

    /** What drives and firmware tell may hold anything. */
    private static String clean(String text) {
        String seen = NormalForm.seen(text);
        return seen.length() > LONGEST_TEXT ? NormalForm.seen(seen.substring(0, LONGEST_TEXT)) : seen;
    }

    private void run(String text, @Nullable LocalDateTime at) {
        Matcher size = SIZE.matcher(text);
        Matcher written = WRITTEN.matcher(text);
        Matcher verified = VERIFIED.matcher(text);
        Matcher hiding = HIDDEN.matcher(text);
        if (size.matches()) {
            drive(size.group(1), at).size = bytes(size.group(2));
        } else if (written.matches()) {
            Drive drive = drive(written.group(2), at);
            long bytes = bytes(written.group(1));
            drive.written = drive.written < 0 ? bytes : Math.min(drive.written, bytes);
            drive.verified = false;
        } else if (verified.matches()) {
            drive(verified.group(1), at).verified = true;
        } else {
            Matcher about = ABOUT.matcher(text);
            Drive drive = about.matches() ? drive(about.group(1), at) : null;
            if (hiding.matches() && drive != null) {
                drive.hidden = true;
            } else if (hiding.matches()) {
                hidden = true;
            }
        }
    }

    /** As many as any drive has, at most. */
    private static long bytes(String told) {
        return Math.min(Erasure.MOST_BYTES, Long.parseLong(told));
    }

    /** The drive of that name; one of its own, kept nowhere, when none was found that is called so. */
    private Drive drive(String name, @Nullable LocalDateTime at) {
        Drive drive = drives.getOrDefault(name, new Drive(name, ""));
        if (at != null) {
            drive.last = at;
        }
        return drive;
    }

    /** A row of one of the two tables, in which the last letters of a drive's name stand. */
    private void row(String line) {
        Matcher errors = ERRORS.matcher(line);
        Matcher status = STATUS.matcher(line);
        if (part == Part.ERRORS && errors.matches()) {
            var _ = named(
                    errors.group(1),
                    drive -> drive.errors = Math.min(
                            Erasure.MOST_ERRORS,
                            Long.parseLong(errors.group(2))
                                    + Long.parseLong(errors.group(3))
                                    + Long.parseLong(errors.group(4))));
        } else if (part == Part.STATUS && status.matches()) {
            statusBegun |= named(
                    status.group(1), drive -> drive.status = status.group(2).toUpperCase(Locale.ROOT));
        }
    }

    /** What is done to a drive. */
    private interface Change {
        void on(Drive drive);
    }

    /** Whether there is such a drive. */
    private boolean named(String end, Change change) {
        List<Drive> named = drives.values().stream()
                .filter(drive -> drive.name.endsWith("/" + end))
                .toList();
        named.forEach(change::on);
        return !named.isEmpty();
    }

    private @Nullable LocalDateTime at(String stamp) {
        try {
            return LocalDateTime.parse(stamp, STAMP);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    /** The serial number of the machine whose drives they were; null when the log does not tell it. */
    public @Nullable String host() {
        return host;
    }

    /**
     * What it says of each drive, once it was read to its end; refuses what is no log, one that was cut off, and one in which a second
     * session was written behind the first, which may be of another machine and another day.
     *
     * @param zone in which the log's times are told, which names none itself
     */
    public List<DriveReport> drives(ZoneId zone) {
        if (drives.isEmpty()) {
            throw unreadable();
        }
        if (severalSessions) {
            throw Refusal.invalid(
                    "",
                    "several_sessions",
                    "Le journal contient plusieurs sessions de nwipe ; envoyez chacune dans son propre fichier.",
                    "The log holds several sessions of nwipe; send each in a file of its own.");
        }
        if (!errorsTold || !statusTold) {
            throw Refusal.invalid(
                    "",
                    "log_truncated",
                    "Le journal s'arrête avant la fin de ses deux tableaux (« Error Summary », « Drive Status ») ; envoyez-le entier, une fois nwipe terminé.",
                    "The log ends before the end of its two tables (Error Summary, Drive Status); send all of it, once nwipe is done.");
        }
        List<DriveReport> reports = new ArrayList<>();
        for (Drive drive : drives.values()) {
            reports.add(report(drive, zone));
        }
        return reports;
    }

    private DriveReport report(Drive drive, ZoneId zone) {
        Long errors = drive.errors;
        LocalDateTime last = drive.last;
        String name = clean(drive.name);
        if (drive.serialNumber.isEmpty()) {
            return DriveReport.without(
                    name,
                    "",
                    new Refusal.Fault(
                            "",
                            "drive_without_serial_number",
                            "Le journal ne donne pas le numéro de série de " + name + ".",
                            "The log does not tell the serial number of " + name + "."));
        }
        if (errors == null || last == null || drive.status.isEmpty()) {
            return DriveReport.without(
                    name,
                    drive.serialNumber,
                    new Refusal.Fault(
                            "",
                            "drive_not_in_summary",
                            name
                                    + " a été trouvé, mais manque à l'un des deux tableaux de la fin : rien ne prouve qu'il a été effacé.",
                            name
                                    + " was found, but is missing in one of the two tables at the end: nothing shows that it was erased."));
        }
        if (method.toLowerCase(Locale.ROOT).startsWith("verify")) {
            return DriveReport.without(
                    name,
                    drive.serialNumber,
                    new Refusal.Fault(
                            "",
                            "nothing_erased",
                            "La méthode « " + method + " » relit sans rien effacer.",
                            "The method \"" + method + "\" reads without erasing anything."));
        }
        return DriveReport.of(
                name,
                drive.serialNumber,
                new Erasure(
                        ErasureMethod.OVERWRITE,
                        tool,
                        Math.max(0, drive.written),
                        errors,
                        drive.verified,
                        hidden || drive.hidden,
                        outcome(drive),
                        null),
                last.atZone(zone).toInstant());
    }

    /** A drive of which less was written than it holds was not erased to its end, whatever the table says. */
    private static Erasure.Outcome outcome(Drive drive) {
        return switch (drive.status) {
            case "FAILED", "FAIL", "INSANITY" -> Erasure.Outcome.FAILED;
            case "ERASED" -> drive.written < drive.size ? Erasure.Outcome.ABORTED : Erasure.Outcome.ERASED;
            default -> Erasure.Outcome.ABORTED;
        };
    }

    private static Refusal unreadable() {
        return Refusal.invalid(
                "",
                "evidence_unreadable",
                "Ce fichier n'est pas un journal de nwipe.",
                "This file is no log of nwipe.");
    }
}
