package network.reuse.refurb.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.reuse.contracts.Refusal;
import network.reuse.refurb.domain.DriveReport;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.ErasureMethod;
import org.jspecify.annotations.Nullable;

/** A report of erasures in the network's own JSON, {@code erasure-report.schema.json}, for tools that tell more than nwipe's log. */
record ErasureReport(@Nullable String hostSerialNumber, List<DriveReport> drives) {
    private static final String FORMAT = "reuse-erasure-report/1";
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_DRIVES = 200;

    /** The report as it is written; what may be missing is null until it was looked at. */
    private record Written(
            @Nullable String format,
            @Nullable String tool,
            @Nullable String hostSerialNumber,
            @Nullable List<@Nullable DriveWritten> drives) {}

    private record DriveWritten(
            @Nullable String serialNumber,
            @Nullable ErasureMethod method,
            @Nullable Long bytesErased,
            @Nullable Long errors,
            @Nullable Boolean verified,
            @Nullable Boolean hiddenSectors,
            Erasure.@Nullable Outcome status,
            @Nullable Instant endedAt) {}

    /** Reads one; refuses, at its pointer, what the schema does not allow. */
    static ErasureReport read(byte[] bytes, int most, ObjectMapper json) throws IOException {
        if (bytes.length > most) {
            throw unreadable("");
        }
        ObjectReader reader = json.readerFor(Written.class);
        Written written;
        try {
            written = reader.readValue(bytes);
        } catch (JsonMappingException wrong) {
            throw unreadable(pointer(wrong));
        } catch (JsonProcessingException broken) {
            throw unreadable("");
        }
        if (written == null || !FORMAT.equals(written.format())) {
            throw unreadable("/format");
        }
        String tool = text(written.tool(), "/tool");
        String host = written.hostSerialNumber();
        List<@Nullable DriveWritten> all = written.drives();
        if (all == null || all.isEmpty() || all.size() > MOST_DRIVES) {
            throw unreadable("/drives");
        }
        List<DriveReport> drives = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            drives.add(drive(all.get(i), tool, "/drives/" + i));
        }
        return new ErasureReport(host == null ? null : text(host, "/hostSerialNumber"), drives);
    }

    private static DriveReport drive(@Nullable DriveWritten said, String tool, String at) {
        if (said == null) {
            throw unreadable(at);
        }
        Long bytes = said.bytesErased();
        Long errors = said.errors();
        ErasureMethod method = said.method();
        Boolean verified = said.verified();
        Boolean hidden = said.hiddenSectors();
        Erasure.Outcome status = said.status();
        Instant endedAt = said.endedAt();
        String serialNumber = text(said.serialNumber(), at + "/serialNumber");
        if (method == null) {
            throw unreadable(at + "/method");
        }
        if (bytes == null || bytes < 0 || bytes > Erasure.MOST_BYTES) {
            throw unreadable(at + "/bytesErased");
        }
        if (errors == null || errors < 0 || errors > Erasure.MOST_ERRORS) {
            throw unreadable(at + "/errors");
        }
        if (verified == null) {
            throw unreadable(at + "/verified");
        }
        if (hidden == null) {
            throw unreadable(at + "/hiddenSectors");
        }
        if (status == null) {
            throw unreadable(at + "/status");
        }
        if (endedAt == null) {
            throw unreadable(at + "/endedAt");
        }
        return DriveReport.of(
                at, serialNumber, new Erasure(method, tool, bytes, errors, verified, hidden, status, null), endedAt);
    }

    private static String text(@Nullable String text, String at) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw unreadable(at);
        }
        return text;
    }

    private static String pointer(JsonMappingException wrong) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    private static Refusal unreadable(String pointer) {
        return Refusal.invalid(
                pointer,
                "report_unreadable",
                "Le rapport ne suit pas le schéma erasure-report à cet endroit.",
                "The report does not follow the schema erasure-report at this place.");
    }
}
