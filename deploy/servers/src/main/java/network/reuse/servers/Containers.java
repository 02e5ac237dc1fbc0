package network.reuse.servers;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The same servers with the same settings, in containers; Keycloak finds PostgreSQL by its name in the network that they share. */
final class Containers {
    private static final String STORAGE = "/tmp/kafka";
    private static final int POSTGRESQL = 5432;

    private Containers() {}

    /** PostgreSQL in a container. */
    private static final class ContainerDatabase extends ContainerServer implements Database {
        private final DatabaseAddress address;
        private final String password;

        ContainerDatabase(
                Folder folder, DatabaseAddress address, String password, Supplier<GenericContainer<?>> making) {
            super(folder, "postgresql", making, () -> PostgresServer.answers(address, password));
            this.address = address;
            this.password = password;
        }

        @Override
        public DatabaseAddress address() {
            return address;
        }

        @Override
        public String password() {
            return password;
        }
    }

    /** Kafka in a container. */
    private static final class ContainerBroker extends ContainerServer implements Broker {
        private final BrokerAddress address;
        private final String password;

        ContainerBroker(
                Folder folder, int port, BrokerAddress address, String password, Supplier<GenericContainer<?>> making) {
            super(folder, "kafka", making, () -> KafkaServer.answers(port, address, password));
            this.address = address;
            this.password = password;
        }

        @Override
        public BrokerAddress address() {
            return address;
        }

        @Override
        public String password() {
            return password;
        }
    }

    /** Keycloak in a container. */
    private static final class ContainerKeycloak extends ContainerServer implements Keycloak {
        private final int port;

        ContainerKeycloak(Folder folder, int port, int managementPort, Supplier<GenericContainer<?>> making) {
            super(folder, "keycloak", making, () -> KeycloakServer.answers(port, managementPort));
            this.port = port;
        }

        @Override
        public URI uri() {
            return KeycloakServer.uri(port);
        }
    }

    static Database postgresql(Folder folder, int port) {
        String password = folder.secrets().get("database.postgres");
        return new ContainerDatabase(folder, new DatabaseAddress("127.0.0.1", port, null), password, () -> {
            var container = new GenericContainer<>(DockerImageName.parse("postgres:18"))
                    .withNetwork(Network.SHARED)
                    .withNetworkAliases(nameOf(port))
                    .withEnv("POSTGRES_PASSWORD", password)
                    .withEnv("POSTGRES_INITDB_ARGS", "--locale-provider=builtin --builtin-locale=C.UTF-8")
                    .withCommand(
                            "postgres",
                            "-c",
                            "max_connections=" + PostgresServer.MOST_CONNECTIONS,
                            "-c",
                            "timezone=UTC");
            container.setPortBindings(List.of(port + ":" + POSTGRESQL));
            return container;
        });
    }

    /** What the containers of its network call the PostgreSQL that has this port of the machine. */
    private static String nameOf(int port) {
        return "postgresql-" + port;
    }

    static Broker kafka(Folder folder, int port, int controllerPort) {
        String password = folder.secrets().get("kafka.admin");
        String settings = KafkaServer.settings("0.0.0.0", port, controllerPort, password, STORAGE, null);
        String tools = "/opt/kafka/bin/";
        // A container that is started again finds its storage formatted.
        String command = "test -f " + STORAGE + "/meta.properties || " + tools
                + "kafka-storage.sh format --standalone --config /tmp/kafka.properties --cluster-id $(" + tools
                + "kafka-storage.sh random-uuid) --add-scram 'SCRAM-SHA-512=[name=admin,password=" + password
                + "]' && exec " + tools + "kafka-server-start.sh /tmp/kafka.properties";
        return new ContainerBroker(folder, port, new BrokerAddress("127.0.0.1:" + port, null), password, () -> {
            var container = new GenericContainer<>(
                            DockerImageName.parse("apache/kafka").withTag(Home.version("kafka")))
                    .withCopyToContainer(Transferable.of(settings), "/tmp/kafka.properties")
                    .withCreateContainerCmdModifier(made -> made.withEntrypoint("sh", "-c", command));
            container.setPortBindings(List.of(port + ":" + port));
            return container;
        });
    }

    /** Builds itself at its first start, on the PostgreSQL in the container that has that port of the machine. */
    static Keycloak keycloak(Folder folder, int port, int managementPort, int databasePort) {
        var jdbc = new DatabaseAddress(nameOf(databasePort), POSTGRESQL, null);
        var command = new ArrayList<>(List.of("start"));
        command.addAll(KeycloakServer.BUILT_FOR);
        command.addAll(KeycloakServer.options("0.0.0.0", port, managementPort));
        return new ContainerKeycloak(folder, port, managementPort, () -> {
            var container = new GenericContainer<>(
                            DockerImageName.parse("keycloak/keycloak").withTag(Home.version("keycloak")))
                    .withNetwork(Network.SHARED)
                    .withEnv(KeycloakServer.environment(jdbc.jdbcUrl("keycloak"), folder.secrets()))
                    .withEnv("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m")
                    .withCommand(command.toArray(String[]::new));
            container.setPortBindings(List.of(port + ":" + port, managementPort + ":" + managementPort));
            return container;
        });
    }
}
