package network.reuse.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Digest {
    private Digest() {}

    /** Of the names and contents of all files of a folder, as {@code sha256:} and 64 hexadecimal digits. */
    static String ofFolder(Path folder) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : Reproducible.files(folder)) {
            digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(bytes(Files.newInputStream(file)));
        }
        return text(digest.digest());
    }

    /** Of a stream, which is read to its end and closed. */
    static String of(InputStream content) throws IOException {
        return text(bytes(content));
    }

    private static byte[] bytes(InputStream content) throws IOException {
        MessageDigest digest = sha256();
        try (var in = new DigestInputStream(content, digest)) {
            long _ = in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    private static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
