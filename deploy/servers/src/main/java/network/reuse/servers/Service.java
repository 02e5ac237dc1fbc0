package network.reuse.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A service of the network.
 *
 * @param usual where it listens unless it is told otherwise
 * @param keepsPeople whether it is given the keys under which it keeps the contacts of people, or of sites
 */
public record Service(String name, String module, ServicePorts usual, boolean keepsPeople) {
    public static final List<Service> ALL = DeclaredParts.read().services();

    /** The service of that name. */
    public static Service named(String name) {
        return ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no service '" + name + "': choose one of "
                        + ALL.stream().map(Service::name).toList() + "."));
    }

    /** In the copies that the {@code reuse} script made, if it says so, else where the build left it. */
    public Path jar(Path root) {
        String copies = System.getProperty("reuse.apps");
        if (copies != null) {
            return Path.of(copies, module, "quarkus-run.jar");
        }
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The same; fails, and says what to do, when it is not there. */
    public Path requireBuilt(Path root) {
        Path jar = jar(root);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    name + " is not built (" + jar + " is missing): run ./reuse up, which builds it.");
        }
        return jar;
    }

    public String managementName() {
        return name + "-management";
    }

    public String operatorName() {
        return name + "-operator";
    }

    /** Whether it is given the secret of invitations, by which one service sends the link that the other honours. */
    public boolean knowsInvitations() {
        return name.equals("allocation") || name.equals("mediation");
    }

    /** Whether callers send it files. */
    public boolean keepsFiles() {
        return name.equals("refurb");
    }

    /** Whether it is given the key under which it signs certificates of erasure. */
    public boolean signsCertificates() {
        return name.equals("refurb");
    }

    /** Whether it is given what it needs to make clients of the sandbox. */
    public boolean opensSandboxes() {
        return name.equals("gateway");
    }

    /** Whether it is given the key of which the secrets of webhooks are derived. */
    public boolean deliversWebhooks() {
        return name.equals("gateway");
    }

    /** The services whose address it is told: the gateway passes on to all others. */
    public List<Service> tellAddressesOf() {
        return name.equals("gateway")
                ? ALL.stream().filter(other -> !other.equals(this)).toList()
                : List.of();
    }
}
