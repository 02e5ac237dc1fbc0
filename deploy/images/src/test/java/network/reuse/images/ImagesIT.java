package network.reuse.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import network.reuse.local.GrandEstSeason;
import network.reuse.local.LocalNetwork;
import network.reuse.local.ServiceProcess;
import network.reuse.servers.Home;
import network.reuse.servers.Service;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images that {@code ./reuse images} has made: as they lie there, as a network of containers and as a job. */
@EnabledIfSystemProperty(
        named = "images",
        matches = "true",
        disabledReason = "needs images and an engine: ./reuse test --whole")
class ImagesIT {
    private static final String VERSION = "test";
    private static final String LABEL = "reuse-images-it";
    private static final String MEMORY = "384m";
    private static final Path TARGET = Home.find().root().resolve("deploy/images/target");

    @TempDir
    private static Path folder;

    static List<String> services() {
        return Service.ALL.stream().map(Service::name).toList();
    }

    static List<String> images() {
        return Stream.concat(services().stream(), Stream.of(ProvisionImage.NAME))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("images")
    void anImageRunsAsNobodyAndSaysWhatItIsMadeOf(String program) {
        ImageTar image = ImageTar.read(TARGET.resolve("images/" + program + ".tar"));
        JsonNode config = image.config().get("config");

        assertThat(config.get("User").asText()).isEqualTo("10001:10001");
        assertThat(config.get("WorkingDir").asText()).isEqualTo("/app");
        assertThat(texts(config.get("Entrypoint"))).startsWith("/opt/java/bin/java");
        assertThat(texts(config.get("Env"))).noneMatch(variable -> variable.matches(".*(PASSWORD|KEY|SECRET).*"));
        JsonNode labels = config.get("Labels");
        assertThat(labels.get("org.opencontainers.image.version").asText()).isEqualTo(VERSION);
        assertThat(labels.get("org.opencontainers.image.revision").asText()).matches("[0-9a-f]{40}|unknown");
        assertThat(labels.get("network.reuse.jvm").asText()).contains(System.getProperty("java.runtime.version"));
        assertThat(image.names())
                .contains("opt/java/bin/java", "usr/share/doc/reuse/bom.json")
                .noneMatch(name -> name.matches("(.*/)?(sh|bash|dash|busybox|apt-get|dpkg)"));
        assertThat(image.layers().stream().flatMap(List::stream).filter(TarArchiveEntry::isFile))
                .as("files that somebody may write, or that raise who runs them")
                .noneMatch(entry -> (entry.getMode() & 0_7222) != 0);
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServicesImageHasItsCacheAndSaysWithWhichJarsItGoes(String service) {
        ImageTar image = ImageTar.read(TARGET.resolve("images/" + service + ".tar"));
        JsonNode config = image.config().get("config");

        assertThat(texts(config.get("Entrypoint"))).contains("-XX:AOTCache=/app/app.aot", "/app/quarkus-run.jar");
        assertThat(config.at("/Labels/network.reuse.jars").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(image.names()).contains("app/app.aot", "app/quarkus-run.jar");
    }

    @Test
    void theProvisionsImageHasTheDeclarationsAndNoServer() {
        ImageTar image = ImageTar.read(TARGET.resolve("images/provision.tar"));

        assertThat(image.names())
                .contains(
                        "app/servers.jar",
                        "app/contracts.jar",
                        "app/deploy/postgresql/databases.json",
                        "app/deploy/kafka/acls.json",
                        "app/deploy/keycloak/realm.json")
                .noneMatch(name -> name.matches(
                        ".*(partners|test-clients|postgres-binaries|keycloak-quarkus|testcontainers|kafka_2).*"));
    }

    @Test
    void theProvisionMadeTwiceIsEqual() throws IOException {
        List<byte[]> made = new ArrayList<>();
        for (String time : List.of("first", "second")) {
            Path tar = new ProvisionImage(VERSION, "unknown", Home.find().root())
                    .write(
                            BaseImage.of(TARGET.resolve("base").toString()),
                            JavaRuntime.linked(TARGET.resolve("java")),
                            folder.resolve("provision-" + time),
                            folder.resolve("provision-" + time));
            made.add(Files.readAllBytes(tar));
        }
        assertThat(made.getLast()).isEqualTo(made.getFirst());
    }

    /** On servers that are as a local network has them; their secrets are mounted, one is another, and one partner has gone for another. */
    @Test
    void theProvisionAppliesWhatIsNewToRealServersAndThenNothing() throws IOException {
        load(ProvisionImage.NAME);
        Path mounted = folder.resolve("mounted");
        try (LocalNetwork network = LocalNetwork.start(LocalNetwork.options()
                .folder(folder.resolve("servers"))
                .freePorts()
                .tls()
                .only())) {
            Properties secrets = properties(network.folder().resolve("secrets.properties"));
            secrets.put("database.administrator", secrets.getProperty("database.postgres"));
            secrets.put("kafka.administrator", secrets.getProperty("kafka.admin"));
            secrets.put("kafka.dashboard", "another");
            secrets.put("client.another-donor", "another");
            for (String name : secrets.stringPropertyNames()) {
                readable(mounted.resolve("secrets/" + name), secrets.getProperty(name));
            }
            String partners = Files.readString(Home.find().declaration("keycloak/demo-partners.json"));
            readable(mounted.resolve("clients.json"), partners.replace("autre-donneur", "another-donor"));
            readable(
                    mounted.resolve("authority.pem"),
                    Files.readString(network.folder().resolve("certificates/authority.pem")));

            assertThat(provision(network, mounted).lines())
                    .containsExactly(
                            "databases: nothing new",
                            "topics: set the password of account dashboard",
                            "realm: made client another-donor",
                            "realm: removed client autre-donneur");
            assertThat(provision(network, mounted).lines())
                    .containsExactly("databases: nothing new", "topics: nothing new", "realm: nothing new");
        }
    }

    private static String provision(LocalNetwork network, Path mounted) throws IOException {
        var command = new ArrayList<>(List.of(
                "docker",
                "run",
                "--rm",
                "--name",
                LABEL + "-provision",
                "--network",
                "host",
                "--read-only",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--memory",
                "256m",
                "--volume",
                mounted.resolve("secrets") + ":/run/secrets/reuse:ro",
                "--volume",
                mounted.resolve("clients.json") + ":/etc/reuse/clients.json:ro",
                "--volume",
                mounted.resolve("authority.pem") + ":/etc/reuse/authority.pem:ro"));
        Map.of(
                        "REUSE_DATABASE_HOST",
                        "127.0.0.1",
                        "REUSE_DATABASE_PORT",
                        properties(network.folder().resolve("ports.properties")).getProperty("postgresql"),
                        "REUSE_DATABASE_ADMINISTRATOR",
                        "postgres",
                        "REUSE_KAFKA_BOOTSTRAP",
                        String.valueOf(network.kafkaClient("admin").get("bootstrap.servers")),
                        "REUSE_KAFKA_ADMINISTRATOR",
                        "admin",
                        "REUSE_KAFKA_COPIES",
                        "1",
                        "REUSE_KEYCLOAK_URL",
                        network.realmUri().resolve("/").toString(),
                        "REUSE_KEYCLOAK_CLIENTS",
                        "/etc/reuse/clients.json")
                .forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        for (String server : List.of("DATABASE", "KAFKA")) {
            command.addAll(List.of("--env", "REUSE_" + server + "_TLS=verify-full"));
            command.addAll(List.of("--env", "REUSE_" + server + "_AUTHORITY=/etc/reuse/authority.pem"));
        }
        command.addAll(List.of("reuse/provision:" + VERSION, "databases", "topics", "realm"));
        return Command.output(command);
    }

    /** A file as a cluster mounts it: the image's user is nobody's, and reads it. */
    private static void readable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        var _ = Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(file, content);
        var _ = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void load(String image) {
        var _ = Command.output(List.of(
                "docker",
                "load",
                "--input",
                TARGET.resolve("images/" + image + ".tar").toString()));
    }

    @Test
    void madeTwiceAllItsLayersAreEqualButTheCache() throws IOException {
        Service service = Service.named("collection");
        List<ImageTar> made = new ArrayList<>();
        for (String time : List.of("first", "second")) {
            Path app = Reproducible.copy(
                    Home.find().root().resolve(service.module()).resolve("target/quarkus-app"),
                    folder.resolve(time).resolve("app"));
            Path cache = Files.writeString(folder.resolve(time).resolve("cache"), time);
            var image = new ServiceImage(
                    service.name(),
                    VERSION,
                    "unknown",
                    app,
                    cache,
                    Home.find().root().resolve(service.module()).resolve("target/bom.json"),
                    Set.of(service.usual().callers()));
            made.add(ImageTar.read(image.write(
                    BaseImage.of(TARGET.resolve("base").toString()),
                    JavaRuntime.linked(TARGET.resolve("java")),
                    List.of(),
                    folder.resolve(time))));
        }
        ImageTar first = made.getFirst();
        ImageTar second = made.getLast();
        int cache = first.digests().size() - 1;

        assertThat(second.digests().subList(0, cache)).isEqualTo(first.digests().subList(0, cache));
        assertThat(second.digests().get(cache)).isNotEqualTo(first.digests().get(cache));
        assertThat(second.config().get("config")).isEqualTo(first.config().get("config"));
        assertThat(second.config().get("created")).isEqualTo(first.config().get("created"));
    }

    /** What the season comes to is checked against what was known beforehand. */
    @Test
    void aNetworkOfContainersPlaysASeasonWithinItsMemoryAndStartsFasterWithItsCaches() {
        for (String service : services()) {
            load(service);
        }
        Path key = folder.resolve("operator.key");
        var containers = new ContainerCommand(VERSION, LABEL, MEMORY, key);
        try (LocalNetwork network = LocalNetwork.start(LocalNetwork.options()
                .folder(folder.resolve("network"))
                .freePorts()
                .command((service, process, environment) -> {
                    copyKey(Path.of(environment.get("REUSE_OPERATOR_KEY_FILE")), key);
                    return containers.of(service, process, environment);
                }))) {
            Instant end = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.DAYS);
            new GrandEstSeason(network, "images", 5, 1, end, System.out::println).play(2);
            for (String service : services()) {
                long resident = containers.resident(service);
                System.out.println(service + " holds " + resident + " MiB after a season");
                assertThat(resident).as("MiB of %s", service).isLessThanOrEqualTo(300);
            }
            double with = 0;
            double without = 0;
            for (String service : services()) {
                double cached = secondsToReady(network, service, Map.of());
                double uncached = secondsToReady(network, service, Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=off"));
                System.out.printf(
                        "%s is ready after %.1f s, after %.1f s without its cache%n", service, cached, uncached);
                with += cached;
                without += uncached;
            }
            assertThat(with / without).as("part of the time without caches").isLessThanOrEqualTo(0.6);
            network.stop();
        }
    }

    private static double secondsToReady(LocalNetwork network, String service, Map<String, String> variables) {
        long begin = System.nanoTime();
        ServiceProcess one = network.startExtra(service, variables);
        double seconds = (System.nanoTime() - begin) / 1e9;
        one.stop();
        return seconds;
    }

    private static synchronized void copyKey(Path key, Path copy) {
        try {
            Files.writeString(copy, Files.readString(key));
            var _ = Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--r--r--"));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @AfterAll
    static void removeWhatIsLeft() {
        for (String id : Command.output(List.of("docker", "ps", "--all", "--quiet", "--filter", "name=" + LABEL))
                .lines()
                .toList()) {
            var _ = Command.output(List.of("docker", "rm", "--force", id));
        }
    }
}
