package network.reuse.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.reuse.local.GrandEstSeason;
import network.reuse.local.LocalNetwork;
import network.reuse.local.ServiceCommand;
import network.reuse.local.ServiceJvm;
import network.reuse.servers.Service;

/**
 * Makes the AOT caches of all services: they play a small season as a network on real servers, and what each JVM loaded, linked and
 * found hot meanwhile is written when it ends.
 */
final class Training {
    private static final int LOTS = 5;
    private static final int PORTIONS = 1;
    private static final int CALLERS = 2;
    private static final List<String> PAGES =
            List.of("/", "/v1/progress?region=44", "/openapi.yaml", "/asyncapi.yaml", "/swagger-ui/");

    private final Path apps;
    private final JavaRuntime runtime;
    private final List<String> flags;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * Runs nothing yet.
     *
     * @param apps the services as they are packaged, in folders named like their modules
     * @param flags of the JVM, as in the image
     * @param folder for the network meanwhile and the caches afterwards
     */
    Training(Path apps, JavaRuntime runtime, List<String> flags, Path folder, Consumer<String> progress) {
        this.apps = apps;
        this.runtime = runtime;
        this.flags = List.copyOf(flags);
        this.folder = folder;
        this.progress = progress;
    }

    /** The cache of one service. */
    Path cache(Service service) {
        return folder.resolve(service.name() + ".aot");
    }

    /** Plays the season and returns when all caches are written. */
    void run() {
        System.setProperty("reuse.apps", apps.toString());
        try {
            Files.createDirectories(folder);
            for (Service service : Service.ALL) {
                Files.deleteIfExists(cache(service));
            }
            try (LocalNetwork network = LocalNetwork.start(LocalNetwork.options()
                    .folder(folder.resolve("network"))
                    .freePorts()
                    .command(new Recording())
                    .progress(progress))) {
                Instant end = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.DAYS);
                new GrandEstSeason(network, "training", LOTS, PORTIONS, end, progress).play(CALLERS);
                look(network);
                network.stop();
            }
            for (Service service : Service.ALL) {
                if (!Files.exists(cache(service))) {
                    throw new IllegalStateException("The JVM of " + service.name() + " wrote no AOT cache: read "
                            + folder.resolve("network/logs/" + service.name() + ".log") + ".");
                }
                progress.accept("%s: %,d kB".formatted(cache(service), Files.size(cache(service)) / 1024));
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(folder + " cannot be written.", refused);
        }
    }

    /** A JVM that writes its cache before it ends, which takes a while. */
    private final class Recording implements ServiceCommand {
        @Override
        public List<String> of(Service service, String process, Map<String, String> environment) {
            return new ServiceJvm(runtime.java(), flags)
                    .with("-XX:AOTCacheOutput=" + cache(service))
                    .of(service, process, environment);
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(10);
        }
    }

    /** What a cluster asks of every pod, and what people look at. */
    private static void look(LocalNetwork network) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            for (String page : PAGES) {
                get(http, network.gatewayUri().resolve(page));
            }
            for (Service service : Service.ALL) {
                for (String path : List.of("/q/health/ready", "/q/health/live", "/q/metrics")) {
                    get(http, network.managementUri(service.name()).resolve(path));
                }
            }
        }
    }

    private static void get(HttpClient http, URI uri) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException(uri + " answered " + status + ".");
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(uri + " does not answer.", lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
