package network.reuse.defaults.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WithoutCredentialsTest {
    private static final String CODE = "kQ7-x_PZ9aLm2bCdEfGh0w";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln-bmF0_dXJl";

    @Test
    void noSpellingOfALinkSurvives() {
        for (String said : new String[] {
            "HTTP Request to /v1/mediation/invitations/" + CODE + " failed",
            "GET /v1/mediation/invitations/" + CODE + "/booking?x=1",
            "http://127.0.0.1:8080/v1/mediation/invitations/" + CODE,
            "uri=\"/v1/mediation/invitations/" + CODE + "\"",
            "/v1/mediation/invitations/short-code",
            "invitations%2F" + CODE,
            "GET /v1/mediation/calendars/" + CODE + "/calendar.ics",
            "GET /v1/mediation/calendars/short-code/calendar.ics",
            "/v1/mediation/%69nvitations/" + CODE + " and more",
            "Authorization: Bearer " + TOKEN
        }) {
            String clean = written(said, null);
            assertThat(clean).doesNotContain(CODE, "short-code", TOKEN).contains("***");
        }
    }

    @Test
    void neitherDoesOneInParametersNorInWhatWasThrown() {
        ExtLogRecord record =
                new ExtLogRecord(Level.FINEST, "%s of %s", ExtLogRecord.FormatStyle.PRINTF, "any.category");
        record.setParameters(new Object[] {"GET", "/v1/mediation/invitations/" + CODE});
        assertThat(new WithoutCredentials().isLoggable(record)).isTrue();
        assertThat(new PatternFormatter("%s").format(record)).isEqualTo("GET of /v1/mediation/invitations/***");

        Exception thrown = new IllegalStateException(
                "outer", new IllegalArgumentException("no route to /v1/mediation/invitations/" + CODE));
        thrown.addSuppressed(new IllegalArgumentException("with " + TOKEN));
        String text = written("failed", thrown);
        assertThat(text)
                .doesNotContain(CODE, TOKEN)
                .contains("java.lang.IllegalArgumentException: no route to /v1/mediation/invitations/***")
                .contains("WithoutCredentialsTest.java");
    }

    @Test
    void whatHoldsNoneIsWrittenAsItWasSaid() {
        for (String said : new String[] {
            "GET /v1/mediation/bookings/0190f000-0000-7000-8000-000000000003",
            "relay {0} leads 100%",
            "invitations: 3",
            "classes/application/ProgressStreamResource.java",
            "/v1/mediation/workshops?from=2026-01-01"
        }) {
            assertThat(written(said, null)).isEqualTo(said + "\n");
        }
    }

    private static String written(String said, @Nullable Throwable thrown) {
        ExtLogRecord record = new ExtLogRecord(Level.FINE, said, ExtLogRecord.FormatStyle.NO_FORMAT, "any.category");
        record.setThrown(thrown);
        assertThat(new WithoutCredentials().isLoggable((LogRecord) record)).isTrue();
        StringWriter text = new StringWriter();
        text.append(new PatternFormatter("%s").format(record)).append('\n');
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }
}
