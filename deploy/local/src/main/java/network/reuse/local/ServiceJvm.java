package network.reuse.local;

import java.nio.file.Path;
import java.time.Duration;
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
     * the compilers have freed goes back to the system every ten seconds. Archives of classes and AOT caches are mapped at the address that they
     * were written for: elsewhere their pages would be rewritten and become the process's own, 57 MiB of them.
     */
    public static final List<String> USUAL = List.of(
            "-Xms64m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
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

    /**
     * The same one, which reads the classes that it loads from an archive. A process that finds none, or one of another build, writes it when
     * it ends in good order.
     */
    ServiceJvm archivingClasses(Path archive) {
        return with("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    }

    @Override
    public List<String> of(Service service, String process, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(List.of("-jar", service.requireBuilt(Home.find().root()).toString()));
        return command;
    }

    /** Long enough to write an archive of classes on a busy machine. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(2);
    }
}
