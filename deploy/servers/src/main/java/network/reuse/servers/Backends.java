package network.reuse.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The servers that tests run on; the one place that chooses where they come from. */
public record Backends(Database database, Broker broker, Keycloak keycloak) {
    private static final List<String> PORTS =
            List.of("postgresql", "kafka", "kafka-controller", "keycloak", "keycloak-management");
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** A free port for each of what {@link #chosen} asks for. */
    public static Map<String, Integer> freePorts() {
        var ports = new LinkedHashMap<String, Integer>();
        for (String name : PORTS) {
            int port = Ports.free();
            while (ports.containsValue(port)) {
                port = Ports.free();
            }
            ports.put(name, port);
        }
        return ports;
    }

    /**
     * Processes of this machine, or containers with {@code -Dbackends=containers}.
     *
     * @param certificates those by which processes speak TLS, and nothing else; containers speak in clear text
     */
    public static Backends chosen(
            Home home, Folder folder, Map<String, Integer> ports, @Nullable Certificates certificates) {
        return switch (System.getProperty("backends", "embedded")) {
            case "embedded" -> {
                Map<String, String> settings = new TreeMap<>(PostgresServer.FOR_TESTS);
                settings.put("shared_buffers", "128MB");
                var database = new PostgresServer(home, folder, port(ports, "postgresql"), settings, certificates);
                yield new Backends(
                        database,
                        new KafkaServer(
                                home,
                                folder,
                                port(ports, "kafka"),
                                port(ports, "kafka-controller"),
                                QUICK,
                                certificates),
                        new KeycloakServer(
                                home,
                                folder,
                                port(ports, "keycloak"),
                                port(ports, "keycloak-management"),
                                database,
                                QUICK));
            }
            case "containers" ->
                new Backends(
                        Containers.postgresql(folder, port(ports, "postgresql")),
                        Containers.kafka(folder, port(ports, "kafka"), port(ports, "kafka-controller")),
                        Containers.keycloak(
                                folder,
                                port(ports, "keycloak"),
                                port(ports, "keycloak-management"),
                                port(ports, "postgresql")));
            case String other ->
                throw new IllegalArgumentException(
                        "-Dbackends=" + other + " is not known: use embedded or containers.");
        };
    }

    /** The variables that tell a service how database and broker are spoken to. */
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
