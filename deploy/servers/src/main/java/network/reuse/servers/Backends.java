package network.reuse.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database and the broker that tests run on; the one place that chooses where they come from. */
public record Backends(Database database, Broker broker) {

    /**
     * Processes of this machine, or containers with {@code -Dbackends=containers}.
     *
     * @param certificates those by which processes speak TLS, and nothing else; containers speak in clear text
     */
    public static Backends chosen(
            Home home, Folder folder, Map<String, Integer> ports, @Nullable Certificates certificates) {
        return switch (System.getProperty("backends", "embedded")) {
            case "embedded" ->
                new Backends(
                        new PostgresServer(
                                home,
                                folder,
                                port(ports, "postgresql"),
                                Map.of("shared_buffers", "128MB"),
                                certificates),
                        new KafkaServer(
                                home,
                                folder,
                                port(ports, "kafka"),
                                port(ports, "kafka-controller"),
                                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                                certificates));
            case "containers" ->
                new Backends(
                        Containers.postgresql(folder, port(ports, "postgresql")),
                        Containers.kafka(folder, port(ports, "kafka"), port(ports, "kafka-controller")));
            case String other ->
                throw new IllegalArgumentException(
                        "-Dbackends=" + other + " is not known: use embedded or containers.");
        };
    }

    /** The variables that tell a service how both are spoken to. */
    Map<String, String> tls() {
        return tls(database, broker);
    }

    /** The variables that tell a service how a database and a broker are spoken to; none for clear text. */
    public static Map<String, String> tls(Database database, Broker broker) {
        var variables = new LinkedHashMap<String, String>();
        addTls(variables, "REUSE_DATABASE", database.authority());
        addTls(variables, "REUSE_KAFKA", broker.authority());
        return variables;
    }

    private static void addTls(Map<String, String> variables, String prefix, @Nullable Path authority) {
        if (authority != null) {
            variables.put(prefix + "_TLS", "verify-full");
            variables.put(prefix + "_AUTHORITY", authority.toString());
        }
    }

    private static int port(Map<String, Integer> ports, String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalStateException("No port was chosen for " + name + ": delete the ports file.");
        }
        return port;
    }
}
