package network.reuse.servers;

import java.util.List;
import java.util.Map;

/** The database and the broker that tests run on; the one place that chooses where they come from. */
public record Backends(Database database, Broker broker) {

    /** Processes of this machine, or containers with {@code -Dbackends=containers}. */
    public static Backends chosen(Home home, Folder folder, Map<String, Integer> ports) {
        return switch (System.getProperty("backends", "embedded")) {
            case "embedded" ->
                new Backends(
                        new PostgresServer(home, folder, port(ports, "postgresql"), Map.of("shared_buffers", "128MB")),
                        new KafkaServer(
                                home,
                                folder,
                                port(ports, "kafka"),
                                port(ports, "kafka-controller"),
                                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")));
            case "containers" ->
                new Backends(
                        Containers.postgresql(folder, port(ports, "postgresql")),
                        Containers.kafka(folder, port(ports, "kafka"), port(ports, "kafka-controller")));
            case String other ->
                throw new IllegalArgumentException(
                        "-Dbackends=" + other + " is not known: use embedded or containers.");
        };
    }

    private static int port(Map<String, Integer> ports, String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalStateException("No port was chosen for " + name + ": delete the ports file.");
        }
        return port;
    }
}
