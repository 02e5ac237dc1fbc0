package network.reuse.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** Keycloak on our PostgreSQL, built once for the whole checkout and started as built. */
public final class KeycloakServer implements Keycloak {
    /** The most connections to PostgreSQL that one Keycloak holds; it would take 100 unless told otherwise. */
    public static final int MOST_CONNECTIONS = 15;

    private static final String NAME = "keycloak";
    private static final Duration READY = Duration.ofMinutes(4);

    /** What it is built for. */
    static final List<String> BUILT_FOR =
            List.of("--db=postgres", "--cache=local", "--health-enabled=true", "--metrics-enabled=true");

    /** Made when Keycloak is asked for the first time: most tests have servers without it. */
    private static final class Asking {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    private final Home home;
    private final Folder folder;
    private final int port;
    private final int managementPort;
    private final Database database;
    private final List<String> jvmFlags;
    private final ChildSlot slot;

    public KeycloakServer(
            Home home, Folder folder, int port, int managementPort, Database database, List<String> jvmFlags) {
        this.home = home;
        this.folder = folder;
        this.port = port;
        this.managementPort = managementPort;
        this.database = database;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.slot = new ChildSlot(folder, NAME);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public URI uri() {
        return uri(port);
    }

    static URI uri(int port) {
        return URI.create("http://localhost:" + port);
    }

    /** Unpacks and builds the distribution if this checkout has not done so yet; returns its folder. */
    public Path prepare() {
        return program();
    }

    @Override
    public synchronized void start() {
        if (slot.taken()) {
            return;
        }
        Path program = program();
        // Straight to the JVM: kc.sh would stand between it and our signals.
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx512m", "-XX:MaxMetaspaceSize=256m"));
        command.addAll(jvmFlags);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + program,
                "-Dkc.config.built=true",
                "-Djboss.server.config.dir=" + program.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus-log-max-startup-records=10000",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-cp",
                program.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--cache=local"));
        command.addAll(options("127.0.0.1", port, managementPort));
        slot.fill(command, environment(database.jdbcUrl("keycloak"), folder.secrets()));
    }

    /** How it is started, as a process and in a container alike. */
    static List<String> options(String host, int port, int managementPort) {
        return List.of(
                "--http-enabled=true",
                "--http-host=" + host,
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname=" + uri(port),
                "--db-pool-initial-size=1",
                "--db-pool-min-size=1",
                "--db-pool-max-size=" + MOST_CONNECTIONS,
                "--log-level=warn");
    }

    /** Its database, and who may administer it. */
    static Map<String, String> environment(String jdbcUrl, Secrets secrets) {
        return Map.of(
                "KC_DB_URL",
                jdbcUrl,
                "KC_DB_USERNAME",
                "keycloak_owner",
                "KC_DB_PASSWORD",
                secrets.get("database.keycloak_owner"),
                "KC_BOOTSTRAP_ADMIN_CLIENT_ID",
                KeycloakAdmin.CLIENT,
                "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
                secrets.get("keycloak.admin"));
    }

    private Path program() {
        String version = Home.version("keycloak");
        Path archive = home.cache().resolve("keycloak-quarkus-dist-" + version + ".tar.gz");
        return Unpacked.once(home.cache().resolve("keycloak-" + version), fresh -> {
            if (!Files.exists(archive)) {
                throw new IllegalStateException(archive + " is missing: build deploy/servers with Maven once.");
            }
            try (InputStream packed = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
                Unpacked.untar(packed, fresh, 1);
            }
            build(fresh);
        });
    }

    private void build(Path fresh) throws IOException, InterruptedException {
        Path log = folder.log("keycloak-build");
        var command = new ArrayList<>(List.of(fresh.resolve("bin/kc.sh").toString(), "build"));
        command.addAll(BUILT_FOR);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("Keycloak could not be built: read " + log + ".");
        }
    }

    @Override
    public Duration awaitReady() {
        return Wait.until("Keycloak on port " + port, READY, slot.child(), this::isReady);
    }

    @Override
    public boolean isReady() {
        return answers(port, managementPort);
    }

    static boolean answers(int port, int managementPort) {
        if (!Ports.accepts(port)) {
            return false;
        }
        var question = HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Asking.HTTP
                            .send(question, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        if (!slot.stop("TERM", Duration.ofSeconds(20))) {
            System.err.println("Keycloak did not end within 20 s and was killed.");
        }
    }

    @Override
    public void kill() {
        slot.kill();
    }

    @Override
    public boolean isUp() {
        return slot.isUp();
    }

    @Override
    public OptionalLong pid() {
        return slot.pid();
    }

    @Override
    public void signal(String signal) {
        slot.child().signal(signal);
    }
}
