package network.reuse.defaults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
    /** Of an authority that has signed nothing. */
    static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBfTCCASOgAwIBAgIUUuXAnXixh6XpxxsqAlbehmA3giAwCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJYXV0aG9yaXR5MB4XDTI2MTEyOTExNTgyMloXDTM2MTEyNjEx
            NTgyMlowFDESMBAGA1UEAwwJYXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0D
            AQcDQgAEsAS5EakYUOGbH8OJJtE3Ei1ySRBShKCAusO0veOHrxB7LNTnLnc1d8Fh
            RHiTKPn6xSp2m5WMicobKXUvLaGtA6NTMFEwHQYDVR0OBBYEFBbrCUEs32o5nIF7
            TCWYpJQ4phuzMB8GA1UdIwQYMBaAFBbrCUEs32o5nIF7TCWYpJQ4phuzMA8GA1Ud
            EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgFgSp9XgPKwxVxtrbqh3eubb6
            1fQ5a8YCojso6LJerDwCIQDIhnlUJ8XHLnolMkJrNw1BAy/jPjwnSgmJATk1GRB/
            Pg==
            -----END CERTIFICATE-----
            """;

    private Path folder = Path.of("");
    private String authority = "";

    @BeforeEach
    void writeTheCertificate(@TempDir Path made) throws IOException {
        folder = made;
        authority = Files.writeString(folder.resolve("the authority.pem"), CERTIFICATE)
                .toString();
    }

    @Test
    void inClearTextNothingIsAddedToWhatTheClientsAreTold() throws IOException {
        SmallRyeConfig config = config(Map.of());

        assertThat(value(config, "reuse.leader.jdbc-url")).isEqualTo("jdbc:postgresql://localhost:15432/collection");
        assertThat(value(config, "quarkus.datasource.migration.jdbc.url"))
                .isEqualTo("jdbc:postgresql://localhost:15432/collection");
        assertThat(value(config, "kafka.security.protocol")).isEqualTo("SASL_PLAINTEXT");
        assertThat(config.getPropertyNames()).noneMatch(name -> name.contains("ssl") || name.contains("trust"));
    }

    @Test
    void oneSettingReachesEveryWayToTheDatabaseAndTheKeys() throws IOException {
        SmallRyeConfig config = config(Map.of(
                "reuse.database.tls",
                "verify-full",
                "reuse.database.authority",
                authority,
                "reuse.database.host",
                "db.internal"));

        for (String source : List.of("quarkus.datasource.reactive.", "quarkus.datasource.worker.reactive.")) {
            assertThat(value(config, source + "postgresql.ssl-mode")).isEqualTo("verify-full");
            assertThat(value(config, source + "hostname-verification-algorithm"))
                    .isEqualTo("HTTPS");
            assertThat(value(config, source + "trust-certificate-pem")).isEqualTo("true");
            assertThat(value(config, source + "trust-certificate-pem.certs")).isEqualTo(authority);
        }
        String parameters = "?sslmode=verify-full&sslrootcert="
                + authority.replace("/", "%2F").replace(" ", "+");
        for (String url : List.of("reuse.leader.jdbc-url", "quarkus.datasource.migration.jdbc.url")) {
            assertThat(value(config, url)).isEqualTo("jdbc:postgresql://db.internal:15432/collection" + parameters);
        }
        assertThat(value(config, "reuse.people.database.jdbc-url"))
                .isEqualTo("jdbc:postgresql://db.internal:15432/collection_keys" + parameters);
        assertThat(value(config, "reuse.people.database.tls")).isEqualTo("verify-full");
        assertThat(value(config, "reuse.people.database.authority")).isEqualTo(authority);
        assertThat(value(config, "kafka.security.protocol")).isEqualTo("SASL_PLAINTEXT");

        PgConnectOptions keys = ServerTls.of("reuse.people.database", "verify-full", authority)
                .on(PgConnectOptions.fromUri("postgresql://db.internal:15432/collection_keys"));
        assertThat(keys.getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(keys.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(keys.isTrustAll()).isFalse();
    }

    @Test
    void anAddressWithParametersKeepsThem() throws IOException {
        SmallRyeConfig config = config(Map.of(
                "reuse.database.tls",
                "verify-full",
                "reuse.database.authority",
                authority,
                "reuse.database.url",
                "postgresql://db.internal/collection?application_name=x"));

        assertThat(value(config, "reuse.leader.jdbc-url"))
                .startsWith("jdbc:postgresql://db.internal/collection?application_name=x&sslmode=verify-full&");
    }

    @Test
    void kafkaHasASettingOfItsOwn() throws IOException {
        SmallRyeConfig config = config(Map.of("reuse.kafka.tls", "verify-full", "reuse.kafka.authority", authority));

        assertThat(value(config, "kafka.security.protocol")).isEqualTo("SASL_SSL");
        assertThat(value(config, "kafka.ssl.truststore.type")).isEqualTo("PEM");
        assertThat(value(config, "kafka.ssl.truststore.location")).isEqualTo(authority);
        assertThat(value(config, "kafka.ssl.endpoint.identification.algorithm")).isEqualTo("https");
        assertThat(StreamSupport.stream(config.getPropertyNames().spliterator(), false))
                .as("how the clients' settings are found")
                .contains("kafka.ssl.truststore.location");
        assertThat(value(config, "reuse.leader.jdbc-url")).doesNotContain("sslmode");
    }

    @Test
    void whatAClientIsToldBesideCannotWeakenIt() throws IOException {
        SmallRyeConfig config = config(Map.of(
                "reuse.database.tls",
                "verify-full",
                "reuse.database.authority",
                authority,
                "reuse.kafka.tls",
                "verify-full",
                "reuse.kafka.authority",
                authority,
                "kafka.security.protocol",
                "SASL_PLAINTEXT",
                "kafka.ssl.endpoint.identification.algorithm",
                "none",
                "quarkus.datasource.reactive.postgresql.ssl-mode",
                "require",
                "reuse.leader.jdbc-url",
                "jdbc:postgresql://localhost:15432/collection"));

        assertThat(value(config, "kafka.security.protocol")).isEqualTo("SASL_SSL");
        assertThat(value(config, "kafka.ssl.endpoint.identification.algorithm")).isEqualTo("https");
        assertThat(value(config, "quarkus.datasource.reactive.postgresql.ssl-mode"))
                .isEqualTo("verify-full");
        assertThat(value(config, "reuse.leader.jdbc-url")).contains("sslmode=verify-full");
    }

    @Test
    void aPathMayHaveACommaInIt() throws IOException {
        String odd =
                Files.writeString(folder.resolve("one, two.pem"), CERTIFICATE).toString();
        SmallRyeConfig config = config(Map.of("reuse.database.tls", "verify-full", "reuse.database.authority", odd));

        assertThat(config.getValues("quarkus.datasource.reactive.trust-certificate-pem.certs", String.class))
                .containsExactly(odd);
    }

    @Test
    void spansAreSentNowhereUnlessAnEndpointIsNamed() throws IOException {
        String address = "quarkus.otel.exporter.otlp.traces.endpoint";
        assertThat(value(config(Map.of()), address)).isEqualTo(" ");
        assertThat(value(config(Map.of("reuse.tracing.endpoint", "")), address)).isEqualTo(" ");
        assertThat(value(config(Map.of("reuse.tracing.endpoint", "http://collector:4317")), address)
                        .strip())
                .isEqualTo("http://collector:4317");
    }

    @Test
    void whatIsWeakerOrHalfIsRefusedWithASentence() throws IOException {
        for (String server : List.of("reuse.database", "reuse.people.database", "reuse.kafka")) {
            assertThatThrownBy(() -> config(Map.of(server + ".tls", "require", server + ".authority", authority)))
                    .hasMessage(server + ".tls is \"require\": it is disable or verify-full, nothing weaker.");
            assertThatThrownBy(() -> config(Map.of(server + ".tls", "verify-full")))
                    .hasMessageContaining(server + ".authority is not set");
            assertThatThrownBy(() -> config(Map.of(server + ".authority", authority)))
                    .hasMessageContaining("set it to verify-full, or name no authority");
            String missing = folder.resolve("missing.pem").toString();
            assertThatThrownBy(() -> config(Map.of(server + ".tls", "verify-full", server + ".authority", missing)))
                    .hasMessageContaining(missing + ", which holds no certificate that can be read");
            String empty = Files.writeString(folder.resolve("empty.pem"), "").toString();
            assertThatThrownBy(() -> config(Map.of(server + ".tls", "verify-full", server + ".authority", empty)))
                    .hasMessageContaining(empty + ", which holds no certificate that can be read");
        }
    }

    private static String value(SmallRyeConfig config, String name) {
        return String.valueOf(config.getConfigValue(name).getValue());
    }

    private static SmallRyeConfig config(Map<String, String> given) throws IOException {
        URL defaults = Objects.requireNonNull(
                TlsSettings.class.getResource("/META-INF/microprofile-config.properties"), "the defaults");
        Map<String, String> environment = new HashMap<>(given);
        environment.put("quarkus.application.name", "collection");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(defaults), new PropertiesConfigSource(environment, "given", 300))
                .withSources(new TlsSettings())
                .build();
    }
}
