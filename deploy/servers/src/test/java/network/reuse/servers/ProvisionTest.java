package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provision says of its environment, before it has spoken to any server. */
class ProvisionTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> output = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    @BeforeEach
    void aWholeEnvironment() throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        for (String name : List.of(
                "database.administrator", "kafka.administrator", "keycloak.admin", "client.sandbox-registrar")) {
            Files.writeString(secrets.resolve(name), "secret");
        }
        environment.put("REUSE_PROVISION_SECRETS", secrets.toString());
        environment.put("REUSE_DATABASE_HOST", "127.0.0.1");
        environment.put("REUSE_DATABASE_ADMINISTRATOR", "administrator");
        environment.put("REUSE_KAFKA_BOOTSTRAP", "127.0.0.1:9092");
        environment.put("REUSE_KAFKA_ADMINISTRATOR", "administrator");
        environment.put("REUSE_KEYCLOAK_URL", "http://127.0.0.1:8080");
        environment.put(
                "REUSE_KEYCLOAK_CLIENTS",
                Files.writeString(folder.resolve("clients.json"), "[]").toString());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {
                "databases, REUSE_PROVISION_SECRETS, /nowhere/at/all, is no folder",
                "databases, REUSE_DATABASE_HOST, unset, is not set: it is the host",
                "databases, REUSE_DATABASE_HOST, ' ', is not set: it is the host",
                "databases, REUSE_DATABASE_ADMINISTRATOR, unset, is not set: it is the role",
                "databases, REUSE_DATABASE_PORT, many, it is a number from 1 to 65535",
                "databases, REUSE_DATABASE_PORT, 65536, it is a number from 1 to 65535",
                "databases, REUSE_DATABASE_TLS, require, it is disable or verify-full",
                "databases, REUSE_DATABASE_TLS, verify-full, REUSE_DATABASE_AUTHORITY is not set",
                "databases, REUSE_DATABASE_AUTHORITY, /nowhere/authority.pem, REUSE_DATABASE_TLS is disable",
                "topics, REUSE_KAFKA_BOOTSTRAP, unset, is not set: it is an address",
                "topics, REUSE_KAFKA_BOOTSTRAP, kafka, it is an address such as kafka:9092",
                "topics, REUSE_KAFKA_ADMINISTRATOR, unset, is not set: it is the account",
                "topics, REUSE_KAFKA_COPIES, 0, it is a number from 1 to 9",
                "topics, REUSE_KAFKA_TLS, verify-full, REUSE_KAFKA_AUTHORITY is not set",
                "realm, REUSE_KEYCLOAK_URL, unset, is not set: it is an address",
                "realm, REUSE_KEYCLOAK_URL, keycloak:8080, it is an address such as http",
                "realm, REUSE_KEYCLOAK_URL, http://, it is an address such as http",
                "realm, REUSE_KEYCLOAK_AUTHORITY, /nowhere/authority.pem, REUSE_KEYCLOAK_URL is no https address",
                "realm, REUSE_KEYCLOAK_CLIENTS, unset, is not set: it is the file",
                "realm, REUSE_KEYCLOAK_CLIENTS, /nowhere/clients.json, is no file",
            })
    void aVariableThatIsMissingOrWrongIsNamedWithWhatWouldBeRight(
            String part, String variable, @Nullable String value, String said) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }

        assertThat(run(Duration.ZERO, part)).isEqualTo(1);
        assertThat(errors).singleElement().asString().contains(variable).contains(said);
        assertThat(output).isEmpty();
    }

    @Test
    void anAuthorityWhoseFileHoldsNoCertificateIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("authority.pem"), "none");
        environment.put("REUSE_KEYCLOAK_URL", "https://127.0.0.1:8443");
        environment.put("REUSE_KEYCLOAK_AUTHORITY", file.toString());

        assertThat(run(Duration.ZERO, "realm")).isEqualTo(1);
        assertThat(errors).singleElement().asString().contains("REUSE_KEYCLOAK_AUTHORITY", file.toString());
    }

    @Test
    void whatIsToBeAppliedHasToBeNamed() {
        assertThat(run(Duration.ZERO)).isEqualTo(1);
        assertThat(run(Duration.ZERO, "topic")).isEqualTo(1);
        assertThat(errors)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error).contains("name databases, topics, realm"))
                .anySatisfy(error -> assertThat(error).contains("'topic' is not known"));
    }

    @Test
    void aSecretThatIsMissingIsNamedBeforeAnyServerIsAsked() {
        assertThat(run(Duration.ofMinutes(1), "databases")).isEqualTo(1);
        assertThat(run(Duration.ofMinutes(1), "topics")).isEqualTo(1);

        assertThat(output).isEmpty();
        assertThat(errors.get(0)).contains(secret("database.gateway_owner"), "is missing");
        assertThat(errors.get(1)).contains(secret("kafka.allocation"), "is missing");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpInOneSentence() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        environment.put("REUSE_KEYCLOAK_URL", "http://127.0.0.1:" + port + "/");

        assertThat(run(Duration.ZERO, "realm")).isEqualTo(1);
        assertThat(errors)
                .singleElement()
                .asString()
                .contains("realm could not be applied within 0 s", "http://127.0.0.1:" + port + " does not answer")
                .doesNotContain("\n");
    }

    private String secret(String name) {
        return folder.resolve("secrets").resolve(name).toString();
    }

    private int run(Duration patience, String... parts) {
        return Provision.run(List.of(parts), environment, patience, output::add, errors::add);
    }
}
