package network.reuse.defaults.testing;

import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import network.reuse.defaults.operator.Desk;

/** The operator's desk of the service under test. */
public final class TestDesk {
    private static final Path FILE = Path.of("target", "operator.key").toAbsolutePath();

    private TestDesk() {}

    /** The address of one of its operations. */
    public static String at(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Where it listens. */
    public static int port() {
        return CDI.current().select(Desk.class).get().port();
    }

    /** The key itself, as it stands in the file. */
    public static String key() {
        try {
            return Files.readString(written()).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The file, made when there is none. */
    static synchronized Path written() {
        try {
            if (!Files.exists(FILE)) {
                byte[] random = new byte[32];
                new SecureRandom().nextBytes(random);
                Files.createDirectories(FILE.getParent());
                Files.writeString(FILE, Base64.getEncoder().encodeToString(random) + "\n");
            }
            return FILE;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
