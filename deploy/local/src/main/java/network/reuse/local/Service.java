package network.reuse.local;

import java.nio.file.Path;
import java.util.List;

/**
 * A service of the network; adding one is one line here.
 *
 * @param port its usual port for callers
 * @param tellAddressesOf the services whose address it is told
 * @param keepsPeople whether it is given the keys under which it keeps people's contacts
 */
public record Service(
        String name, String module, int port, int managementPort, List<String> tellAddressesOf, boolean keepsPeople) {
    public static final List<Service> ALL = List.of(
            new Service("collection", "collection-service", 8081, 9081, List.of(), false),
            new Service("refurb", "refurb-service", 8082, 9082, List.of(), false),
            new Service("allocation", "allocation-service", 8083, 9083, List.of(), true),
            new Service("mediation", "mediation-service", 8084, 9084, List.of(), true),
            new Service(
                    "gateway",
                    "gateway",
                    8080,
                    9080,
                    List.of("collection", "refurb", "allocation", "mediation"),
                    false));

    /** The service of that name. */
    public static Service named(String name) {
        return ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no service '" + name + "': choose one of "
                        + ALL.stream().map(Service::name).toList() + "."));
    }

    /** In the copies that the {@code reuse} script made, if it says so, else where the build left it. */
    Path jar(Path root) {
        String copies = System.getProperty("reuse.apps");
        if (copies != null) {
            return Path.of(copies, module, "quarkus-run.jar");
        }
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    String managementName() {
        return name + "-management";
    }

    String operatorName() {
        return name + "-operator";
    }

    /** The usual port of its operator's desk: 9280 to 9284, as the management ports are 9080 to 9084. */
    int operatorPort() {
        return managementPort + 200;
    }
}
