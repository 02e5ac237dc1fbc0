package network.reuse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.reuse.local.ServiceCommand;
import network.reuse.local.ServiceJvm;
import network.reuse.servers.Home;
import network.reuse.servers.Service;

/** The services as {@code ./reuse images} packs them: in their own Java runtime, and with their AOT caches unless these are left out. */
final class TrainedCommand implements ServiceCommand {
    private final Path images = Home.find().root().resolve("deploy/images/target");
    private volatile boolean cached = true;

    TrainedCommand() {
        if (!Files.isDirectory(images.resolve("training"))) {
            throw new IllegalStateException("There are no AOT caches yet: run ./reuse images first.");
        }
    }

    /** Whether processes that are started from now on have their caches. */
    void cached(boolean now) {
        cached = now;
    }

    @Override
    public List<String> of(Service service, String process, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(images.resolve("java/bin/java").toString());
        command.addAll(ServiceJvm.USUAL);
        if (cached) {
            command.add("-XX:AOTCache=" + images.resolve("training/" + service.name() + ".aot"));
        }
        command.addAll(List.of(
                "-jar",
                images.resolve("apps")
                        .resolve(service.module())
                        .resolve("quarkus-run.jar")
                        .toString()));
        return command;
    }
}
