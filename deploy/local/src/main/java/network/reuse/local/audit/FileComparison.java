package network.reuse.local.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what a service's rows say of files with the bytes that its file store has, and what its events say with its rows. */
final class FileComparison {
    private static final int CHUNK = 64 * 1024;
    private static final int SHA_256 = 64;
    private static final int MILLIS_AT = 16;

    /** Bytes of which no row speaks are taken by the service itself when they are a day old, at one of its next sweeps. */
    private static final Duration SWEPT_AFTER = Duration.ofDays(2);

    /** The events that name a file, and how long the retention class of each says that it is kept. */
    private static final Map<String, Period> KEPT =
            Map.of("refurb.DevicePhotographed.v1", Period.ofYears(3), "refurb.PalletSlipAdded.v1", Period.ofYears(5));

    /** As long as the retention class of evidence says. */
    private static final Period EVIDENCE_KEPT = Period.ofYears(6);

    private static final String EVIDENCE = "select e.file_id, e.device_id, e.sha256, min(e.found_at) over"
            + " (partition by e.organisation, e.env, e.sha256) from evidence e where e.file_id is not null order by e.id";

    private static final String ERASURES = "select distinct stream_id, value::json #>> '{fact,run,evidence}'"
            + " from event_journal where type = 'refurb.MediumErased.v1'";

    private final Sources sources;
    private final Journals journals;
    private final Findings findings;

    FileComparison(Sources sources, Journals journals, Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.findings = findings;
    }

    /**
     * The bytes of every row are there and are those that it names, a row speaks of all bytes that are there, and there is one for each file of
     * which an event speaks, until it ends; what files told of erasures is what the erasures name as their evidence.
     */
    void compare() throws SQLException, IOException {
        for (var kept : sources.files().entrySet()) {
            compare(kept.getKey(), kept.getValue());
        }
    }

    private void compare(String service, Path folder) throws SQLException, IOException {
        // Bytes are kept before their row: what is found before the rows are read has one, or will never have.
        Set<String> unknown = names(folder);
        Map<String, String> seen = new HashMap<>();
        Instant endedBefore;
        Connection connection = sources.connection(service);
        try (Statement statement = connection.createStatement()) {
            List<Told> told = told(connection);
            ResultSet rows = statement.executeQuery("select id, about_type, about_id, sha256 from file order by id");
            while (rows.next()) {
                String file = service + ": the file " + rows.getString(1) + " of " + rows.getString(2) + "/"
                        + rows.getString(3);
                String sha256 = rows.getString(4);
                seen.put(rows.getString(1), sha256);
                String name = sha256 + "." + rows.getString(1);
                unknown.remove(name);
                try {
                    if (!sha256.equals(hash(folder.resolve(name.substring(0, 2)).resolve(name)))) {
                        findings.add(file + " has other bytes than its row names (" + sha256 + ")");
                    }
                } catch (NoSuchFileException none) {
                    findings.add(file + " has a row and no bytes (" + sha256 + ")");
                }
            }
            endedBefore = endedBefore(connection);
            compareEvidence(service, told, seen, endedBefore);
        }
        findings.count(service + " files", seen.size());
        judge(service, unknown);
        compareEvents(service, seen, endedBefore);
    }

    /**
     * What a file told of an erasure.
     *
     * @param device at which it was recorded, if it was
     * @param end when the file may be gone
     * @param isNamed whether an erasure of that device names these bytes
     */
    private record Told(String fileId, @Nullable String device, String sha256, Instant end, boolean isNamed) {}

    /** It is committed with the row of its file and with its event: the rows and the events that are read after it have both. */
    private static List<Told> told(Connection connection) throws SQLException {
        List<Told> told = new ArrayList<>();
        if (!keepsEvidence(connection)) {
            return told;
        }
        try (Statement statement = connection.createStatement();
                ResultSet evidence = statement.executeQuery(EVIDENCE)) {
            Set<String> named = erasures(connection);
            while (evidence.next()) {
                String device = evidence.getString(2);
                String sha256 = evidence.getString(3);
                Instant end = evidence.getObject(4, OffsetDateTime.class)
                        .plus(EVIDENCE_KEPT)
                        .toInstant();
                told.add(new Told(evidence.getString(1), device, sha256, end, named.contains(device + " " + sha256)));
            }
        }
        return told;
    }

    /** Which bytes each device's erasures name, those included that came since the journals were read. */
    private static Set<String> erasures(Connection connection) throws SQLException {
        Set<String> named = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet erasures = statement.executeQuery(ERASURES)) {
            while (erasures.next()) {
                named.add(erasures.getString(1) + " " + erasures.getString(2));
            }
        }
        return named;
    }

    /** What a file tells of an erasure is kept with that file, and what was recorded of it names the same bytes. */
    private void compareEvidence(String service, List<Told> all, Map<String, String> rows, Instant endedBefore) {
        for (Told told : all) {
            String file = service + ": the file " + told.fileId() + " of evidence";
            String row = rows.get(told.fileId());
            if (row == null && told.end().isAfter(endedBefore)) {
                findings.add(file + " has told of a drive and has no row (" + told.sha256() + ")");
            } else if (row != null && !row.equals(told.sha256())) {
                findings.add(file + " has a row that names other bytes (" + row + ") than what it told ("
                        + told.sha256() + ")");
            }
            if (told.device() != null && !told.isNamed()) {
                findings.add(file + " was recorded at device/" + told.device() + ", of which no erasure names it ("
                        + told.sha256() + ")");
            }
        }
    }

    private static boolean keepsEvidence(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery("select to_regclass('evidence') is not null")) {
            return table.next() && table.getBoolean(1);
        }
    }

    /** Rows that end by then may be gone: when the service ends rows the next time, by the clock that it lives by. */
    private static Instant endedBefore(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet timer = statement.executeQuery("select due_at from timer where command = 'end-files'")) {
            return timer.next() ? timer.getObject(1, OffsetDateTime.class).toInstant() : Instant.EPOCH;
        }
    }

    /** An event is committed with its row, and the events were read before the rows. */
    private void compareEvents(String service, Map<String, String> rows, Instant endedBefore) {
        for (Entry entry : journals.of(service)) {
            Period kept = KEPT.get(entry.type());
            if (kept != null && end(entry, kept).isAfter(endedBefore)) {
                String id = entry.fact().path("fileId").asText();
                String sha256 = entry.fact().path("sha256").asText();
                String file = service + ": the file " + id + " of "
                        + entry.stream().type() + "/" + entry.stream().id();
                String row = rows.get(id);
                if (row == null) {
                    findings.add(file + " has an event and no row (" + sha256 + ")");
                } else if (!row.equals(sha256)) {
                    findings.add(
                            file + " has a row that names other bytes (" + row + ") than its event (" + sha256 + ")");
                }
            }
        }
    }

    private static Instant end(Entry entry, Period kept) {
        return OffsetDateTime.parse(entry.value().path("recordedAt").asText())
                .plus(kept)
                .toInstant();
    }

    private void judge(String service, Set<String> unknown) {
        Instant swept = Instant.now().minus(SWEPT_AFTER);
        long young = 0;
        for (String name : unknown) {
            if (madeAt(name).isBefore(swept)) {
                findings.add(service + ": the file store has " + name + ", of which no row speaks");
            } else {
                young++;
            }
        }
        if (young > 0) {
            findings.explain(service + ": the file store has the bytes of " + young
                    + " files that were refused or have ended; the service takes them when they are a day old");
        }
    }

    private static Instant madeAt(String name) {
        return Instant.ofEpochMilli(
                UUID.fromString(name.substring(SHA_256 + 1)).getMostSignificantBits() >>> MILLIS_AT);
    }

    /** What is renamed or deleted meanwhile, by the service, is passed over. */
    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9a-f]{64}\\.[0-9a-f-]{36}")) {
                    names.add(name);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return names;
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
