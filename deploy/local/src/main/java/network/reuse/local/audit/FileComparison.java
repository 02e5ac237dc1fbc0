package network.reuse.local.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a service's rows say of files with the bytes that its file store has. */
final class FileComparison {
    private static final int CHUNK = 64 * 1024;
    private static final int SHA_256 = 64;
    private static final int MILLIS_AT = 16;

    /** Bytes of which no row speaks are taken by the service itself when they are a day old, at one of its next sweeps. */
    private static final Duration SWEPT_AFTER = Duration.ofDays(2);

    private final Sources sources;
    private final Findings findings;

    FileComparison(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    /** The bytes of every row are there and are those that it names, and a row speaks of all bytes that are there. */
    void compare() throws SQLException, IOException {
        for (var kept : sources.files().entrySet()) {
            compare(kept.getKey(), kept.getValue());
        }
    }

    private void compare(String service, Path folder) throws SQLException, IOException {
        // Bytes are kept before their row: what is found before the rows are read has one, or will never have.
        Set<String> unknown = names(folder);
        long seen = 0;
        try (Connection connection = sources.database(service);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select id, about_type, about_id, sha256 from file order by id")) {
            while (rows.next()) {
                seen++;
                String file = service + ": the file " + rows.getString(1) + " of " + rows.getString(2) + "/"
                        + rows.getString(3);
                String sha256 = rows.getString(4);
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
        }
        findings.count(service + " files", seen);
        judge(service, unknown);
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

    private static Set<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}\\.[0-9a-f-]{36}"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
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
