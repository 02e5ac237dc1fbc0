package network.reuse.defaults.logging;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of each record, before a handler writes it, what opens a door to whoever reads it: the code of an invitation in a
 * path, and tokens. The record itself is written, whoever logs it and at whatever level.
 */
@LoggingFilter(name = WithoutCredentials.NAME)
public final class WithoutCredentials implements Filter {
    /** What handlers are told in their configuration. */
    static final String NAME = "without-credentials";

    /** A code's shape is 22 characters of base64url, as a segment of a path; what follows "invitations/" or "calendars/" is one in any shape. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?<=(?:invitations|calendars)(?:/|%2[Ff]))[^/?#\\s\"'<>,;)\\]}]+"
                    + "|(?<=/)[\\w-]{22}(?![\\w.$-])"
                    + "|\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord record) {
        String said = MESSAGE.format(record);
        if (holdsOne(said)) {
            String clean = clean(said);
            if (record instanceof ExtLogRecord full) {
                full.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
            } else {
                record.setMessage(clean.replace("{", "'{'"));
            }
            record.setParameters(null);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null && holdsOne(thrown, 0)) {
            record.setThrown(Retold.of(thrown, 0));
        }
        return true;
    }

    static String clean(String text) {
        return CREDENTIAL.matcher(text).replaceAll("***");
    }

    /** Whether a text holds a credential. */
    public static boolean holdsOne(String text) {
        return CREDENTIAL.matcher(text).find();
    }

    private static boolean holdsOne(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth > Retold.DEEPEST) {
            return false;
        }
        if (holdsOne(String.valueOf(thrown)) || holdsOne(thrown.getCause(), depth + 1)) {
            return true;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (holdsOne(suppressed, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The same failure without what may not be read in it. */
    private static final class Retold extends Throwable {
        private static final int DEEPEST = 20;

        private Retold(String said, @Nullable Throwable cause) {
            super(said, cause);
        }

        static Retold of(Throwable thrown, int depth) {
            Throwable cause = thrown.getCause();
            Retold retold = new Retold(
                    clean(thrown.toString()), cause == null || depth >= DEEPEST ? null : of(cause, depth + 1));
            retold.setStackTrace(thrown.getStackTrace());
            if (depth < DEEPEST) {
                for (Throwable suppressed : thrown.getSuppressed()) {
                    retold.addSuppressed(of(suppressed, depth + 1));
                }
            }
            return retold;
        }
    }
}
