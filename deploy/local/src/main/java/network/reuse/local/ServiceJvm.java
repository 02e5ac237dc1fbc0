package network.reuse.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.reuse.servers.Home;
import network.reuse.servers.Service;

/**
 * A service in a JVM of this machine.
 *
 * @param java the program
 * @param flags before {@code -jar}
 */
public record ServiceJvm(Path java, List<String> flags) implements ServiceCommand {
    /**
     * Those of every service, wherever it runs: an AOT cache goes with one collector, one layout of objects and one size of heap. What
     * the compilers have freed goes back to the system every ten seconds.
     */
    public static final List<String> USUAL = List.of(
            "-Xms64m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    public ServiceJvm {
        flags = List.copyOf(flags);
    }

    /** The JVM that runs this, with the flags of every service. */
    public static ServiceJvm own() {
        return new ServiceJvm(Path.of(System.getProperty("java.home"), "bin", "java"), USUAL);
    }

    /** The same one with more flags. */
    public ServiceJvm with(String... more) {
        var all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new ServiceJvm(java, all);
    }

    @Override
    public List<String> of(Service service, String process, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(List.of("-jar", service.requireBuilt(Home.find().root()).toString()));
        return command;
    }
}
