package network.reuse.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code deploy/local/parts.txt} declares.
 *
 * @param servers the usual port of each server and of each further port that one has
 */
public record DeclaredParts(List<Service> services, Map<String, Integer> servers) {
    private static final String FILE = "local/parts.txt";

    public static DeclaredParts read() {
        List<Service> services = new ArrayList<>();
        Map<String, Integer> servers = new LinkedHashMap<>();
        Home.find()
                .text(FILE)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    List<String> words = List.of(line.strip().split("\\s+", -1));
                    switch (words.getFirst() + " of " + words.size()) {
                        case "service of 7" -> services.add(service(words));
                        case "server of 3" -> servers.put(words.get(1), Integer.valueOf(words.get(2)));
                        default ->
                            throw new IllegalStateException(
                                    "deploy/" + FILE + " has the line '" + line + "': restore it from git.");
                    }
                });
        return new DeclaredParts(List.copyOf(services), servers);
    }

    private static Service service(List<String> words) {
        return new Service(
                words.get(1),
                words.get(2),
                new ServicePorts(
                        Integer.parseInt(words.get(3)), Integer.parseInt(words.get(4)), Integer.parseInt(words.get(5))),
                words.get(6).equals("yes"));
    }
}
