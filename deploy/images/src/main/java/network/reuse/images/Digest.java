package network.reuse.images;

import java.io.IOException;
import java.io.InputStream;
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
            digest.update(HexFormat.of().parseHex(of(Files.newInputStream(file)).substring("sha256:".length())));
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** Of a stream, which is read to its end and closed. */
    static String of(InputStream content) throws IOException {
        MessageDigest digest = sha256();
        try (var in = new DigestInputStream(content, digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
