package network.reuse.defaults.tls;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached: in clear text, or by TLS, where its certificate must be signed by one authority and name the host
 * that was asked for. There is nothing between the two: a connection that is encrypted for whoever answers is not protected.
 */
public final class ServerTls {
    private static final String CLEAR_TEXT = "disable";
    private static final String VERIFIED = "verify-full";

    private final @Nullable Path authority;

    private ServerTls(@Nullable Path authority) {
        this.authority = authority;
    }

    /**
     * As configured.
     *
     * @param prefix what the names of both settings begin with, such as {@code reuse.database}
     * @param mode the value of {@code <prefix>.tls}
     * @param authority the value of {@code <prefix>.authority}, the path of a PEM file; null or blank when there is none
     */
    public static ServerTls of(String prefix, String mode, @Nullable String authority) {
        String file = authority == null ? "" : authority.strip();
        return switch (mode) {
            case CLEAR_TEXT -> clearText(prefix, file);
            case VERIFIED -> verified(prefix, file);
            default ->
                throw new IllegalArgumentException(
                        prefix + ".tls is \"" + mode + "\": it is disable or verify-full, nothing weaker.");
        };
    }

    private static ServerTls clearText(String prefix, String file) {
        if (!file.isEmpty()) {
            throw new IllegalArgumentException(prefix + ".authority is set and " + prefix
                    + ".tls is disable: set it to verify-full, or name no authority.");
        }
        return new ServerTls(null);
    }

    private static ServerTls verified(String prefix, String file) {
        if (file.isEmpty()) {
            throw new IllegalArgumentException(prefix + ".tls is verify-full and " + prefix
                    + ".authority is not set: it is the path of a PEM file with the certificate of the authority that"
                    + " signed the server's.");
        }
        return new ServerTls(certificates(prefix, Path.of(file)));
    }

    private static Path certificates(String prefix, Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .isEmpty()) {
                throw new CertificateException("it is empty");
            }
            return file.toAbsolutePath();
        } catch (IOException | CertificateException unreadable) {
            throw new IllegalArgumentException(
                    prefix + ".authority is " + file + ", which holds no certificate that can be read: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Whether the server is reached by TLS. */
    public boolean verified() {
        return authority != null;
    }

    /** The options of a connection to PostgreSQL by Vert.x's client, with what they need for it. */
    public PgConnectOptions on(PgConnectOptions options) {
        return authority == null
                ? options
                : options.setSslMode(SslMode.VERIFY_FULL)
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setPemTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
    }

    /** What Quarkus is told of a reactive data source; its name, such as {@code worker.}, is empty for the default one. */
    Map<String, String> reactive(String dataSource) {
        String prefix = "quarkus.datasource." + dataSource + "reactive.";
        return authority == null
                ? Map.of()
                : Map.of(
                        prefix + "postgresql.ssl-mode",
                        VERIFIED,
                        prefix + "hostname-verification-algorithm",
                        "HTTPS",
                        prefix + "trust-certificate-pem",
                        "true",
                        prefix + "trust-certificate-pem.certs",
                        // A list of paths, between which commas stand.
                        authority.toString().replace("\\", "\\\\").replace(",", "\\,"));
    }

    /** The address with which the JDBC driver reaches the database of a {@code postgresql://} address. */
    String jdbcUrl(String url) {
        return "jdbc:" + url
                + (authority == null
                        ? ""
                        : (url.contains("?") ? "&" : "?") + "sslmode=" + VERIFIED + "&sslrootcert="
                                + URLEncoder.encode(authority.toString(), StandardCharsets.UTF_8));
    }

    /** What Kafka's clients are told. */
    Map<String, String> kafka() {
        return authority == null
                ? Map.of()
                : Map.of(
                        "kafka.security.protocol",
                        "SASL_SSL",
                        "kafka.ssl.endpoint.identification.algorithm",
                        "https",
                        "kafka.ssl.truststore.type",
                        "PEM",
                        "kafka.ssl.truststore.location",
                        authority.toString());
    }
}
