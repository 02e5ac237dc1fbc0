package network.reuse.servers;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Provision} is told by its environment. What is not set, or wrong, is an error that names the variable; a variable that
 * is blank is not set.
 */
record ProvisionSettings(Map<String, String> variables) {
    private static final String CLEAR_TEXT = "disable";
    private static final String VERIFIED = "verify-full";
    private static final int POSTGRESQL = 5432;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_COPIES = 9;

    Secrets secrets() {
        String name = "REUSE_PROVISION_SECRETS";
        Path folder = Path.of(given(name).orElse("/run/secrets/reuse"));
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    name + " is " + folder
                            + ", which is no folder: it is the one with a file for each secret, /run/secrets/reuse unless set.");
        }
        return new MountedSecrets(folder);
    }

    DatabaseAddress database() {
        String host = required("REUSE_DATABASE_HOST", "the host of PostgreSQL");
        return new DatabaseAddress(
                host, number("REUSE_DATABASE_PORT", HIGHEST_PORT).orElse(POSTGRESQL), authority("REUSE_DATABASE"));
    }

    String databaseAdministrator() {
        return required("REUSE_DATABASE_ADMINISTRATOR", "the role that may create roles and databases");
    }

    BrokerAddress broker() {
        String name = "REUSE_KAFKA_BOOTSTRAP";
        String bootstrap = required(name, "an address such as kafka:9092");
        if (!bootstrap.matches("[^\\s,:]+:\\d+(,[^\\s,:]+:\\d+)*")) {
            throw new IllegalArgumentException(name + " is " + bootstrap
                    + ": it is an address such as kafka:9092, or several with commas between.");
        }
        return new BrokerAddress(bootstrap, authority("REUSE_KAFKA"));
    }

    String brokerAdministrator() {
        return required("REUSE_KAFKA_ADMINISTRATOR", "the account that may administer the cluster");
    }

    /** How many copies of each topic, where they are not as many as are declared. */
    OptionalInt copies() {
        return number("REUSE_KAFKA_COPIES", MOST_COPIES);
    }

    URI keycloak() {
        String name = "REUSE_KEYCLOAK_URL";
        String given = required(name, "an address such as http://keycloak-service:8080");
        try {
            URI uri = new URI(given);
            if (uri.getHost() != null && given.matches("https?://[^?#]+")) {
                return uri;
            }
            throw new URISyntaxException(given, "not http or https to a host");
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(
                    name + " is " + given + ": it is an address such as http://keycloak-service:8080.", wrong);
        }
    }

    /** The authority that vouches for Keycloak; null for those that Java knows, and for clear text. */
    @Nullable Path keycloakAuthority() {
        String name = "REUSE_KEYCLOAK_AUTHORITY";
        Optional<String> given = given(name);
        if (given.isPresent() && !"https".equalsIgnoreCase(keycloak().getScheme())) {
            throw new IllegalArgumentException(
                    name + " is set and REUSE_KEYCLOAK_URL is no https address: make it one, or name no authority.");
        }
        return given.map(file -> pem(name, file)).orElse(null);
    }

    Path clients() {
        String name = "REUSE_KEYCLOAK_CLIENTS";
        Path file = Path.of(required(name, "the file of the partners' clients"));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    name + " is " + file + ", which is no file: it is that of the partners' clients.");
        }
        return file;
    }

    private @Nullable Path authority(String prefix) {
        String name = prefix + "_AUTHORITY";
        Optional<String> given = given(name);
        return switch (given(prefix + "_TLS").orElse(CLEAR_TEXT)) {
            case CLEAR_TEXT -> {
                if (given.isPresent()) {
                    throw new IllegalArgumentException(name + " is set and " + prefix
                            + "_TLS is disable: set it to verify-full, or name no authority.");
                }
                yield null;
            }
            case VERIFIED ->
                pem(name, required(name, "the PEM file of the authority, which " + prefix + "_TLS=verify-full needs"));
            case String other ->
                throw new IllegalArgumentException(
                        prefix + "_TLS is " + other + ": it is disable or verify-full, nothing weaker.");
        };
    }

    private static Path pem(String name, String given) {
        Path file = Path.of(given).toAbsolutePath();
        try {
            var _ = AuthorityFile.certificates(file);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
        }
        return file;
    }

    private OptionalInt number(String name, int largest) {
        Optional<String> given = given(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        int number = given.get().matches("[0-9]{1,6}") ? Integer.parseInt(given.get()) : 0;
        if (number < 1 || number > largest) {
            throw new IllegalArgumentException(
                    name + " is " + given.get() + ": it is a number from 1 to " + largest + ".");
        }
        return OptionalInt.of(number);
    }

    private String required(String name, String meaning) {
        return given(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set: it is " + meaning + "."));
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
