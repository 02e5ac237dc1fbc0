package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a provision believes to be Keycloak. The server answers everybody that he is not known. */
class RealmProvisionTest {
    private static final char[] PASSWORD = "any".toCharArray();

    @TempDir
    private static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(showing(Certificates.of(new Folder(folder.resolve("own")), List.of("keycloak"))
                        .keyAndCertificate("keycloak"))));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aKeycloakForWhichTheAuthorityVouchesIsAsked() {
        assertThatThrownBy(() -> apply("own"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not let in the client reuse-admin (401)");
    }

    @Test
    void oneForWhichAnotherVouchesIsNotBelievedNorWaitedFor() {
        assertThatThrownBy(() -> apply("other"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a certificate that is not believed");
    }

    private static void apply(String authority) {
        Folder trusted = new Folder(folder.resolve(authority));
        URI keycloak = URI.create("https://localhost:" + server.getAddress().getPort());
        new RealmProvision(
                        Home.find(),
                        trusted.secrets(),
                        keycloak,
                        Certificates.of(trusted, List.of("keycloak")).authority())
                .apply(List.of(), _ -> {});
    }

    /** A server that has the key and the certificate of a PEM file. */
    private static SSLContext showing(Path pem) throws IOException, GeneralSecurityException {
        String text = Files.readString(pem);
        String key = text.substring(text.indexOf('\n'), text.indexOf("-----END PRIVATE KEY-----"));
        String certificate = text.substring(text.indexOf("-----BEGIN CERTIFICATE-----"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "keycloak",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
                PASSWORD,
                new Certificate[] {
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))
                });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
