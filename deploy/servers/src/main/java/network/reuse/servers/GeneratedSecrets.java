package network.reuse.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Supplier;

/** Passwords and keys made at first use and kept in one file that only its owner may read. */
public final class GeneratedSecrets implements Secrets {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 32;

    private final Path file;
    private final Properties known = new Properties();

    GeneratedSecrets(Path file) {
        this.file = file;
        load();
    }

    /** The secret of that name: letters and digits only. */
    @Override
    public String get(String name) {
        return get(name, GeneratedSecrets::random);
    }

    /** The key of that name: base64 of 32 random bytes. */
    public String key(String name) {
        return get(name, GeneratedSecrets::randomKey);
    }

    /** A file that holds nothing but the key of that name, for its owner alone. */
    public synchronized Path keyFile(String name) {
        Path kept = file.resolveSibling(name + ".key");
        try {
            Path fresh = ownersOnly(name);
            Files.writeString(fresh, key(name) + "\n");
            return Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException(kept + " cannot be written: check its rights.", refused);
        }
    }

    private synchronized String get(String name, Supplier<String> fresh) {
        String secret = known.getProperty(name);
        return secret == null ? made(name, fresh) : secret;
    }

    /** One writer at a time, whichever process or class loader it is in: what another has made meanwhile is kept. */
    private String made(String name, Supplier<String> fresh) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(OwnerOnly.file(lock), StandardOpenOption.WRITE);
                FileLock _ = Unpacked.lock(channel)) {
            load();
            String secret = known.getProperty(name);
            if (secret == null) {
                secret = fresh.get();
                known.setProperty(name, secret);
                save();
            }
            return secret;
        } catch (IOException refused) {
            throw new UncheckedIOException(file + " cannot be written: check its rights.", refused);
        }
    }

    private static String random() {
        var random = new SecureRandom();
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void load() {
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                known.load(in);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private void save() {
        try {
            Path fresh = ownersOnly("secrets");
            try (Writer out = Files.newBufferedWriter(fresh)) {
                known.store(out, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private Path ownersOnly(String prefix) throws IOException {
        return Files.createTempFile(file.getParent(), prefix, ".new", OwnerOnly.fileAttribute());
    }
}
