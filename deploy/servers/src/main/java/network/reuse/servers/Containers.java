package network.reuse.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The same servers with the same settings, in containers. */
final class Containers {
    private static final String STORAGE = "/tmp/kafka";

    private Containers() {}

    /** PostgreSQL in a container. */
    private static final class ContainerDatabase extends ContainerServer implements Database {
        private final int port;
        private final String password;

        ContainerDatabase(Folder folder, int port, String password, Supplier<GenericContainer<?>> making) {
            super(folder, "postgresql", making, () -> PostgresServer.answers(port, password, null));
            this.port = port;
            this.password = password;
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public String password() {
            return password;
        }

        @Override
        public @Nullable Path authority() {
            return null;
        }
    }

    /** Kafka in a container. */
    private static final class ContainerBroker extends ContainerServer implements Broker {
        private final int port;
        private final String password;

        ContainerBroker(Folder folder, int port, String password, Supplier<GenericContainer<?>> making) {
            super(folder, "kafka", making, () -> KafkaServer.answers(port, password, null));
            this.port = port;
            this.password = password;
        }

        @Override
        public String bootstrap() {
            return "127.0.0.1:" + port;
        }

        @Override
        public String password() {
            return password;
        }

        @Override
        public @Nullable Path authority() {
            return null;
        }
    }

    static Database postgresql(Folder folder, int port) {
        String password = folder.secrets().get("database.postgres");
        return new ContainerDatabase(folder, port, password, () -> {
            var container = new GenericContainer<>(DockerImageName.parse("postgres:18"))
                    .withEnv("POSTGRES_PASSWORD", password)
                    .withEnv("POSTGRES_INITDB_ARGS", "--locale-provider=builtin --builtin-locale=C.UTF-8")
                    .withCommand(
                            "postgres",
                            "-c",
                            "max_connections=" + PostgresServer.MOST_CONNECTIONS,
                            "-c",
                            "timezone=UTC");
            container.setPortBindings(List.of(port + ":5432"));
            return container;
        });
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
        return new ContainerBroker(folder, port, password, () -> {
            var container = new GenericContainer<>(
                            DockerImageName.parse("apache/kafka").withTag(Home.version("kafka")))
                    .withCopyToContainer(Transferable.of(settings), "/tmp/kafka.properties")
                    .withCreateContainerCmdModifier(made -> made.withEntrypoint("sh", "-c", command));
            container.setPortBindings(List.of(port + ":" + port));
            return container;
        });
    }
}
