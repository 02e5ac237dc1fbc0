package network.reuse.defaults.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import network.reuse.contracts.Refusal;

/**
 * A file that a caller sent, on this machine's disk until it is closed: what it holds is known before anything is decided. What a picture says
 * of where, by whom and with what it was taken has gone by then; other files are as they came.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 */
public record ReceivedFile(Path path, String sha256, long bytes, FileType type) implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    /** Reads to the end, on a thread that may wait. Refuses more bytes than its class allows, and a type that it does not have. */
    public static ReceivedFile read(InputStream body, RetentionClass retention) throws IOException {
        Path sent = TemporaryFiles.create();
        try {
            FileType type = take(body, sent, retention);
            Path path = TemporaryFiles.create();
            try {
                clean(sent, path, type);
                return new ReceivedFile(path, FileContent.sha256(path), Files.size(path), type);
            } catch (IOException | RuntimeException failure) {
                Files.deleteIfExists(path);
                throw failure;
            }
        } finally {
            Files.deleteIfExists(sent);
        }
    }

    /**
     * Reads to the end, on a thread that may wait, and keeps every byte as it came. Whoever gives the stream bounds it, by refusing in it, and
     * judges what it holds.
     */
    public static ReceivedFile whole(InputStream bounded, FileType type) throws IOException {
        Path path = TemporaryFiles.create();
        try {
            long bytes = Files.copy(bounded, path, StandardCopyOption.REPLACE_EXISTING);
            return new ReceivedFile(path, FileContent.sha256(path), bytes, type);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    private static FileType take(InputStream body, Path into, RetentionClass retention) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int read = body.readNBytes(chunk, 0, FileType.HEAD);
        FileType type =
                FileType.of(Arrays.copyOf(chunk, read), retention.types()).orElseThrow(() -> unknownType(retention));
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(into)) {
            while (read >= 0) {
                bytes += read;
                if (bytes > retention.largest()) {
                    throw tooLarge();
                }
                out.write(chunk, 0, read);
                read = body.read(chunk);
            }
        }
        return type;
    }

    private static void clean(Path sent, Path into, FileType type) throws IOException {
        if (!type.isPicture()) {
            var _ = Files.move(sent, into, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (FileChannel in = FileChannel.open(sent, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(into, StandardOpenOption.WRITE)) {
            ByteBuffer picture = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size());
            for (ByteBuffer part : PictureMetadata.without(picture, type)) {
                while (part.hasRemaining()) {
                    int _ = out.write(part);
                }
            }
        }
    }

    private static Refusal unknownType(RetentionClass retention) {
        String types = String.join(
                ", ", retention.types().stream().map(FileType::mediaType).toList());
        return Refusal.invalid(
                "/",
                "unknown_file_type",
                "Le contenu n'est d'aucun des types permis : " + types + ".",
                "The content is of none of the types that are allowed: " + types + ".");
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                Refusal.Kind.TOO_LARGE,
                "too_large",
                "La demande dépasse la taille permise.",
                "The request is larger than allowed.");
    }

    /** Nothing of it stays on this machine. */
    @Override
    public void close() {
        FileContent.forget(path);
    }
}
