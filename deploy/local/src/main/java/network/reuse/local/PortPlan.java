package network.reuse.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import network.reuse.servers.DeclaredParts;
import network.reuse.servers.OwnerOnly;
import network.reuse.servers.Ports;
import network.reuse.servers.Service;

/** Which part of the network listens where; written beside the data so that every command finds it. */
record PortPlan(Map<String, Integer> ports) {
    private static final String FILE = "ports.properties";

    int of(String part) {
        Integer port = ports.get(part);
        if (port == null) {
            throw new IllegalStateException("No port is known for " + part + ": run ./reuse down and ./reuse up.");
        }
        return port;
    }

    /** Where a part answers on this machine. */
    URI uri(String part) {
        return URI.create("http://127.0.0.1:" + of(part));
    }

    /** The realm that issues the tokens, as it stands in them. */
    URI realm() {
        return URI.create("http://localhost:" + of("keycloak") + "/realms/reuse");
    }

    /** Where services reach the realm; as in a cluster, not by the address that stands in tokens. */
    URI innerRealm() {
        return uri("keycloak").resolve("/realms/reuse");
    }

    /** The usual ports, each overridden by a variable such as {@code REUSE_PORT_KEYCLOAK_MANAGEMENT}. */
    static PortPlan usual(Map<String, String> environment) {
        var ports = new LinkedHashMap<String, Integer>();
        usual().forEach((part, port) -> {
            String variable = variable(part);
            String given = environment.get(variable);
            try {
                ports.put(part, given == null ? port : Integer.valueOf(given));
            } catch (NumberFormatException wrong) {
                throw new IllegalArgumentException(variable + "=" + given + " is not a port: give a number.", wrong);
            }
        });
        return new PortPlan(ports);
    }

    static PortPlan free() {
        var ports = new LinkedHashMap<String, Integer>();
        for (String part : usual().keySet()) {
            int port = Ports.free();
            while (ports.containsValue(port)) {
                port = Ports.free();
            }
            ports.put(part, port);
        }
        return new PortPlan(ports);
    }

    void refuseTaken() {
        ports.forEach((part, port) -> {
            if (!Ports.isFree(port)) {
                throw new IllegalStateException("Port " + port + " (" + part
                        + ") is taken: end what holds it, or choose" + " another with " + variable(part) + ".");
            }
        });
    }

    private static Map<String, Integer> usual() {
        var ports = new LinkedHashMap<>(DeclaredParts.read().servers());
        for (Service service : Service.ALL) {
            ports.put(service.name(), service.usual().callers());
            ports.put(service.managementName(), service.usual().management());
            ports.put(service.operatorName(), service.usual().operator());
        }
        return ports;
    }

    static String variable(String part) {
        return "REUSE_PORT_" + part.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static Optional<PortPlan> saved(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var known = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            known.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        // What has been added since the file was written has its usual port.
        var ports = new TreeMap<>(usual());
        known.stringPropertyNames().forEach(part -> ports.put(part, Integer.valueOf(known.getProperty(part))));
        return Optional.of(new PortPlan(ports));
    }

    void save(Path folder) {
        var known = new Properties();
        ports.forEach((part, port) -> known.setProperty(part, Integer.toString(port)));
        try {
            Path file = OwnerOnly.file(OwnerOnly.folder(folder).resolve(FILE));
            try (Writer out = Files.newBufferedWriter(file)) {
                known.store(out, null);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(folder + " cannot be written: check its rights.", refused);
        }
    }
}
