package network.reuse.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import network.reuse.servers.Child;
import network.reuse.servers.Folder;
import network.reuse.servers.Home;

/**
 * The launcher as users run it, in place of the test's own watching: the script's supervisor and its JVM, which find
 * the network's processes running and bring back what dies. Closing it gives the watching back.
 */
final class SupervisedLauncher implements AutoCloseable {
    private static final String NAME = "launcher";

    private final LocalNetwork network;
    private final Folder folder;
    private final Process supervisor;

    SupervisedLauncher(LocalNetwork network) {
        this.network = network;
        this.folder = new Folder(network.folder());
        network.pause();
        ProcessBuilder command = new ProcessBuilder(
                        "setsid", Home.find().root().resolve("reuse").toString(), "_supervise")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(NAME).toFile()));
        command.environment().put("REUSE_FOLDER", folder.path().toString());
        // The tests' network has their clients in its realm; whoever takes it over leaves them there.
        command.environment().put("REUSE_TEST_CLIENTS", "true");
        command.environment().put("REUSE_CLOCK_OFFSET", RunningNetwork.clockOffset());
        try {
            Files.deleteIfExists(ending());
            supervisor = command.start();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        await("the launcher to watch").atMost(Duration.ofSeconds(60)).until(this::watches);
    }

    /** Whether a launcher lives and has taken everything over. */
    boolean watches() {
        Optional<Child> launcher = Child.adopt(folder, NAME);
        try {
            return launcher.isPresent()
                    && Files.exists(ready())
                    && Files.readString(ready())
                            .strip()
                            .equals(Long.toString(launcher.get().pid()));
        } catch (IOException between) {
            return false;
        }
    }

    /** Ends the launcher's own process as a power cut would; what it started lives on. */
    void killNine() {
        Child.adopt(folder, NAME)
                .flatMap(child -> ProcessHandle.of(child.pid()))
                .ifPresent(launcher -> {
                    boolean _ = launcher.destroyForcibly();
                    var _ = launcher.onExit().join();
                });
    }

    @Override
    public void close() {
        try {
            Files.writeString(ending(), "");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        killNine();
        await("the supervisor to end").atMost(Duration.ofSeconds(30)).until(() -> !supervisor.isAlive());
        network.watchOver();
    }

    private Path ending() {
        return folder.pidFile(NAME).resolveSibling("ending");
    }

    private Path ready() {
        return folder.pidFile(NAME).resolveSibling("ready");
    }
}
