package network.reuse.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The certificates by which the servers of one folder speak TLS, and the authority that signed them; made once, with the JDK's
 * keytool. The authority's key is gone when all are signed, so that nobody signs another.
 */
public final class Certificates {
    private static final String NAME = "certificates";
    private static final String AUTHORITY = "authority";
    private static final List<String> SERVERS = List.of("postgresql", "kafka");

    private final Path path;

    private Certificates(Path path) {
        this.path = path;
    }

    /** Those of a folder, made now if there are none. */
    public static Certificates of(Folder folder) {
        return of(folder, SERVERS);
    }

    /** Those of a folder, made now for these servers if there are none. */
    static Certificates of(Folder folder, List<String> servers) {
        try {
            Path place = place(folder);
            var _ = OwnerOnly.folder(folder.path());
            var _ = OwnerOnly.file(place.resolveSibling(NAME + ".lock"));
            return new Certificates(Unpacked.once(place, fresh -> make(OwnerOnly.folder(fresh), servers)));
        } catch (IOException refused) {
            throw new UncheckedIOException(folder.path() + " cannot be written: check its rights.", refused);
        }
    }

    /** Those of a folder; null when its servers speak in clear text. */
    public static @Nullable Certificates found(Folder folder) {
        return Files.isDirectory(place(folder)) ? new Certificates(place(folder)) : null;
    }

    private static Path place(Folder folder) {
        return folder.path().resolve(NAME);
    }

    /** The certificate of the authority, which is all that a client needs. */
    public Path authority() {
        return path.resolve(AUTHORITY + ".pem");
    }

    /** A server's key, and behind it its certificate, for {@code localhost} and {@code 127.0.0.1}. */
    Path keyAndCertificate(String server) {
        return path.resolve(server + ".pem");
    }

    private static void make(Path fresh, List<String> servers) throws IOException, InterruptedException {
        Path store = fresh.resolve("store.p12");
        String password = UUID.randomUUID().toString();
        keytool(store, password, AUTHORITY, "-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign");
        for (String server : servers) {
            keytool(
                    store,
                    password,
                    server,
                    "-signer",
                    AUTHORITY,
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1",
                    "-ext",
                    "ku:c=digitalSignature",
                    "-ext",
                    "eku=serverAuth");
        }
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
            OwnerOnly.write(fresh.resolve(AUTHORITY + ".pem"), pem("CERTIFICATE", certificate(keys, AUTHORITY)));
            for (String server : servers) {
                Key key = keys.getKey(server, password.toCharArray());
                OwnerOnly.write(
                        fresh.resolve(server + ".pem"),
                        pem("PRIVATE KEY", key.getEncoded()) + pem("CERTIFICATE", certificate(keys, server)));
            }
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("What keytool has written cannot be read: use JDK 25.", unreadable);
        }
        Files.delete(store);
    }

    private static byte[] certificate(KeyStore keys, String name) throws GeneralSecurityException {
        Certificate certificate = keys.getCertificate(name);
        return certificate.getEncoded();
    }

    private static void keytool(Path store, String password, String name, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "STORE_PASSWORD",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-startdate",
                "-1d",
                "-validity",
                "3650"));
        command.addAll(List.of(more));
        File log = store.resolveSibling("keytool.log").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("STORE_PASSWORD", password);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(
                    "keytool made no certificate for " + name + ": " + Files.readString(log.toPath()));
        }
        Files.delete(log.toPath());
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded)
                + "\n-----END " + kind + "-----\n";
    }
}
