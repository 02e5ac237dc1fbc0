package network.reuse.defaults.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.defaults.keys.Sha256;

/** The bytes of a file, to be closed when they were read; a second time changes nothing. */
public final class FileContent implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Path path;
    private final Runnable done;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param done is run once they were read */
    FileContent(Path path, Runnable done) {
        this.path = path;
        this.done = done;
        int _ = OPEN.incrementAndGet();
    }

    /** How many this process has not closed. */
    public static int open() {
        return OPEN.get();
    }

    /** Where they are on this machine until this is closed. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            int _ = OPEN.decrementAndGet();
            done.run();
        }
    }

    /** The SHA-256 of a file, in lower-case hexadecimal digits. */
    static String sha256(Path path) throws IOException {
        MessageDigest digest = Sha256.begun();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long _ = Files.copy(path, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static void forget(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
