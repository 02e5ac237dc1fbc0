package network.reuse.refurb.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.files.FileType;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.defaults.keys.FingerprintedStream;
import network.reuse.defaults.keys.Sha256;
import network.reuse.defaults.request.CountedStream;
import network.reuse.refurb.application.EvidenceFile;
import network.reuse.refurb.domain.DriveReport;
import network.reuse.refurb.domain.NwipeLog;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as it is uploaded: a log of nwipe, a report in the network's own JSON, or a ZIP of up to 60 of them. Each file is put onto this
 * machine's disk while it comes, where it stays until this is closed, and is read from there, line by line; one that cannot be read does not
 * spoil the others.
 */
public final class EvidenceUpload implements Fingerprinted, AutoCloseable {
    static final String LOG = "text/plain";
    static final String REPORT = "application/vnd.reuse.erasure-report+json";
    static final String ZIP = "application/zip";

    private static final int MOST_FILES = 60;
    private static final long LARGEST_FILE = 10L * 1024 * 1024;
    private static final long MOST_BYTES = 50L * 1024 * 1024;
    private static final long MOST_PASSED_OVER = 200L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 4_096;
    private static final int LARGEST_REPORT = 256 * 1024;

    private final String fingerprint;
    private final List<Read> files;

    private EvidenceUpload(String fingerprint, List<Read> files) {
        this.fingerprint = fingerprint;
        this.files = files;
    }

    /** A file that was read; what it tells depends on the zone of its times. Its bytes are there unless it cannot be read. */
    private record Read(
            String sha256,
            @Nullable ReceivedFile received,
            @Nullable String host,
            Function<ZoneId, List<DriveReport>> drives,
            Refusal.@Nullable Fault fault) {}

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** What each file tells, when the times of logs are those of that zone. */
    List<EvidenceFile> files(ZoneId zone) {
        List<EvidenceFile> told = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Read file = files.get(i);
            Refusal.Fault fault = file.fault();
            List<DriveReport> drives = List.of();
            if (fault == null) {
                try {
                    drives = DriveReport.apart(file.drives().apply(zone));
                } catch (Refusal unreadable) {
                    fault = unreadable.faults().getFirst();
                }
            }
            told.add(new EvidenceFile(
                    file.sha256(),
                    file.received(),
                    file.host(),
                    drives,
                    fault == null ? null : fault.at("/files/" + i + fault.pointer())));
        }
        return told;
    }

    static EvidenceUpload read(FingerprintedStream body, String type, ObjectMapper json) throws IOException {
        List<Read> files = new ArrayList<>();
        try {
            Budget budget = new Budget();
            if (type.equals(ZIP)) {
                unzip(body, json, files, budget);
            } else {
                files.add(one(body, budget, type.equals(REPORT), json));
            }
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException failure) {
            close(files);
            throw failure;
        }
        return new EvidenceUpload(body.fingerprint(), files);
    }

    /** Nothing of it stays on this machine. */
    @Override
    public void close() {
        close(files);
    }

    private static void close(List<Read> files) {
        for (Read file : files) {
            if (file.received() != null) {
                file.received().close();
            }
        }
    }

    private static void unzip(InputStream body, ObjectMapper json, List<Read> files, Budget budget) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new Kept(body), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    // It is empty, unless somebody hides in it what the limits would not let pass.
                    budget.passOver(new Kept(zip));
                    if (budget.isSpent()) {
                        files.add(broken("", tooLarge()));
                        return;
                    }
                    continue;
                }
                if (files.size() == MOST_FILES) {
                    files.add(broken(
                            "",
                            new Refusal.Fault(
                                    "",
                                    "too_many_files",
                                    "Une archive contient 60 fichiers au plus ; envoyez les autres à part.",
                                    "An archive holds 60 files at most; send the others apart.")));
                    return;
                }
                files.add(one(new Kept(zip), budget, entry.getName().endsWith(".json"), json));
                if (budget.isSpent()) {
                    // What is left of the archive is not unpacked any more, and has one result.
                    files.add(broken("", tooLarge()));
                    return;
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException broken) {
            files.add(broken("", unreadable()));
        }
        if (files.isEmpty()) {
            files.add(broken("", unreadable()));
        }
    }

    private static Read one(InputStream file, Budget budget, boolean report, ObjectMapper json) throws IOException {
        MessageDigest digest = Sha256.begun();
        DigestInputStream whole = new DigestInputStream(file, digest);
        try {
            return told(
                    ReceivedFile.whole(budget.of(whole), report ? FileType.ERASURE_REPORT : FileType.ERASURE_LOG),
                    json);
        } catch (Refusal tooLarge) {
            budget.passOver(whole);
            return budget.isSpent()
                    ? broken("", tooLarge())
                    : broken(
                            HexFormat.of().formatHex(digest.digest()),
                            tooLarge.faults().getFirst());
        }
    }

    /** What a file tells; of one that cannot be read nothing stays. */
    private static Read told(ReceivedFile file, ObjectMapper json) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file.path()))) {
            if (file.type() == FileType.ERASURE_REPORT) {
                ErasureReport read = ErasureReport.read(bytes.readNBytes(LARGEST_REPORT + 1), LARGEST_REPORT, json);
                return new Read(file.sha256(), file, read.hostSerialNumber(), _ -> read.drives(), null);
            }
            NwipeLog log = new NwipeLog();
            lines(bytes, log);
            return new Read(file.sha256(), file, log.host(), log::drives, null);
        } catch (Refusal why) {
            file.close();
            return broken(file.sha256(), why.faults().getFirst());
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static void lines(InputStream bytes, NwipeLog log) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            if (next == '\n') {
                log.line(line.toString());
                line.setLength(0);
            } else if (next != '\r') {
                line.append((char) next);
                if (line.length() > LONGEST_LINE) {
                    throw Refusal.invalid(List.of(unreadable()));
                }
            }
        }
        log.line(line.toString());
    }

    private static Read broken(String sha256, Refusal.Fault why) {
        return new Read(sha256, null, null, _ -> List.of(), why);
    }

    private static Refusal.Fault unreadable() {
        return new Refusal.Fault(
                "",
                "evidence_unreadable",
                "Ce fichier n'est ni un journal de nwipe, ni un rapport d'effacement, ni une archive ZIP de tels fichiers.",
                "This file is no log of nwipe, no erasure report, and no ZIP of such files.");
    }

    private static Refusal.Fault tooLarge() {
        return new Refusal.Fault(
                "",
                "evidence_too_large",
                "Un fichier fait 10 Mo au plus, et tous ensemble 50 Mo, une fois décompressés ; un journal de nwipe n'en fait pas un.",
                "A file has 10 MB at most, and all together 50 MB, once unpacked; a log of nwipe has not one.");
    }

    /** How many bytes, unpacked, a call may still bring, and how many of what is too large may still be passed over. */
    private static final class Budget {
        private long left = MOST_BYTES;
        private long passable = MOST_PASSED_OVER;

        /** The bytes of one file, which refuse what is more than it, or the call, may bring. */
        InputStream of(InputStream file) {
            long[] ofThisFile = {0};
            return new CountedStream(file, read -> {
                left -= read;
                ofThisFile[0] += read;
                if (left < 0 || ofThisFile[0] > LARGEST_FILE) {
                    throw Refusal.invalid(List.of(tooLarge()));
                }
            });
        }

        /** Passes over what is left of a file, so that its neighbours are reached. */
        void passOver(InputStream file) throws IOException {
            byte[] passed = new byte[BUFFER];
            for (int read = file.read(passed); read >= 0 && passable >= 0; read = file.read(passed)) {
                passable -= read;
            }
        }

        /** Whether nothing more may be passed over. */
        boolean isSpent() {
            return passable < 0;
        }
    }

    /** Leaves what it reads from open. */
    private static final class Kept extends FilterInputStream {
        Kept(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
