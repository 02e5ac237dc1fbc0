package network.reuse.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL and Kafka for the integration tests of one service: real, provisioned, on free ports, one pair per JVM
 * whatever the number of class loaders, and gone when the JVM ends.
 */
public final class TestBackends {
    private static final String RUNNING = "reuse.test.backends";
    private static final List<String> NAMES = List.of("postgresql", "kafka");

    private final String service;
    private final Folder folder;
    private final GeneratedSecrets secrets;
    private final Backends backends;

    private TestBackends(String service, Folder folder, Backends backends) {
        this.service = service;
        this.folder = folder;
        this.secrets = folder.secrets();
        this.backends = backends;
    }

    /** Starts both servers, or finds those that this JVM has already started, seen as the given service sees them. */
    public static TestBackends start(String service) {
        return start(service, false);
    }

    /** The same, but servers that are started now speak TLS alone; containers speak in clear text all the same. */
    public static TestBackends startWithTls(String service) {
        return start(service, true);
    }

    private static TestBackends start(String service, boolean tls) {
        // Each class loader has its own statics, but all share the runtime and the system properties.
        synchronized (Runtime.getRuntime()) {
            Home home = Home.find();
            String running = System.getProperty(RUNNING);
            if (running != null) {
                var folder = new Folder(Path.of(running));
                Backends found = Backends.chosen(home, folder, ports(folder), Certificates.found(folder));
                found.database().start();
                found.broker().start();
                return new TestBackends(service, folder, found);
            }
            return startFresh(service, home, tls);
        }
    }

    private static TestBackends startFresh(String service, Home home, boolean tls) {
        Path all = Path.of("target", "backends").toAbsolutePath();
        clearLeftovers(all);
        var folder =
                new Folder(all.resolve(Long.toString(ProcessHandle.current().pid())));
        Backends backends = Backends.chosen(home, folder, ports(folder), tls ? Certificates.of(folder) : null);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(backends, folder)));
        long begin = System.nanoTime();
        CompletableFuture<Void> database = CompletableFuture.runAsync(
                () -> {
                    backends.database().start();
                    var waited = backends.database().awaitReady();
                    new DatabaseProvision(home, folder.secrets()).apply(backends.database());
                    System.out.println("PostgreSQL ready: waited " + waited.toMillis() + " ms for it to answer.");
                },
                TestBackends::startThread);
        backends.broker().start();
        var waited = backends.broker().awaitReady();
        System.out.println("Kafka ready: waited " + waited.toMillis() + " ms for it to answer.");
        new KafkaProvision(home, folder.secrets()).apply(backends.broker());
        database.join();
        System.out.println("Backends of the tests ready in " + (System.nanoTime() - begin) / 1_000_000 + " ms.");
        System.setProperty(RUNNING, folder.path().toString());
        return new TestBackends(service, folder, backends);
    }

    /** Its class loader is the caller's, by which Testcontainers finds its parts; a thread of the common pool has another. */
    private static void startThread(Runnable work) {
        var _ = Thread.ofPlatform().start(work);
    }

    /** The variables that the service would get from the launcher, without the address of Keycloak. */
    public Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("REUSE_DATABASE_HOST", backends.database().host());
        variables.put(
                "REUSE_DATABASE_PORT", Integer.toString(backends.database().port()));
        variables.put("REUSE_DATABASE_NAME", service);
        variables.put("REUSE_DATABASE_API_PASSWORD", databasePassword(service + "_api"));
        variables.put("REUSE_DATABASE_WORKER_PASSWORD", databasePassword(service + "_worker"));
        variables.put("REUSE_DATABASE_OWNER_PASSWORD", databasePassword(service + "_owner"));
        variables.put("REUSE_PEOPLE_DATABASE_API_PASSWORD", databasePassword(service + "_keys_api"));
        variables.put("REUSE_PEOPLE_DATABASE_OWNER_PASSWORD", databasePassword(service + "_keys_owner"));
        variables.put("REUSE_PEOPLE_KEY", secrets.key("people." + service));
        variables.put("REUSE_INVITATION_KEY", invitationKey());
        variables.put("REUSE_CERTIFICATE_KEY", secrets.key("certificates"));
        variables.put("REUSE_SANDBOX_KEY", secrets.key("sandbox"));
        variables.put("REUSE_WEBHOOKS_KEY", secrets.key("webhooks"));
        variables.put("REUSE_SANDBOX_CLIENT_SECRET", secrets.get("client.sandbox-registrar"));
        variables.put("REUSE_KAFKA_BOOTSTRAP", kafkaBootstrap());
        variables.put("REUSE_KAFKA_PASSWORD", secrets.get("kafka." + service));
        variables.putAll(backends.tls());
        return variables;
    }

    /** The certificate of the authority that vouches for both servers; null when they speak in clear text. */
    @Nullable Path authority() {
        return backends.database().authority();
    }

    /** The JDBC address of one of the databases. */
    public String jdbcUrl(String database) {
        return backends.database().jdbcUrl(database);
    }

    /** The JDBC address of a database that is new, empty and owned as a declared one is. */
    public String emptyDatabase(String name, String declared) {
        try (Connection connection = backends.database().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + declared + "_owner");
        } catch (SQLException refused) {
            throw new IllegalStateException("PostgreSQL refused a database for a test: " + name, refused);
        }
        return jdbcUrl(name);
    }

    /** The password of a database role such as {@code collection_api}. */
    public String databasePassword(String role) {
        return secrets.get("database." + role);
    }

    /** The password of the role that may read everything. */
    public String auditPassword() {
        return databasePassword("audit");
    }

    /** The key that invitations' codes are derived under, the same for all services. */
    public String invitationKey() {
        return secrets.key("invitations");
    }

    public String kafkaBootstrap() {
        return backends.broker().bootstrap();
    }

    /** Client settings for a declared Kafka user, or for {@code admin}. */
    public Map<String, Object> kafkaClient(String user) {
        return backends.broker().client(user, secrets.get("kafka." + user));
    }

    /** Applies the declared databases, roles and rights once more, as the next start of a network does. */
    void provisionDatabases() {
        new DatabaseProvision(Home.find(), secrets).apply(backends.database());
    }

    /** The cluster itself. */
    Database database() {
        return backends.database();
    }

    /** Ends PostgreSQL as a power cut would. */
    public void killPostgres() {
        backends.database().kill();
    }

    /** Starts PostgreSQL again and waits until it answers. */
    public void startPostgres() {
        backends.database().start();
        var waited = backends.database().awaitReady();
        System.out.println("PostgreSQL is back after " + waited.toMillis() + " ms.");
    }

    /** Ends Kafka as a power cut would. */
    public void killKafka() {
        backends.broker().kill();
    }

    /** Starts Kafka again and waits until it answers. */
    public void startKafka() {
        backends.broker().start();
        var waited = backends.broker().awaitReady();
        System.out.println("Kafka is back after " + waited.toMillis() + " ms.");
    }

    /** Where data, logs and secrets of these servers are. */
    public Path folder() {
        return folder.path();
    }

    private static Map<String, Integer> ports(Folder folder) {
        Path file = folder.path().resolve("ports.properties");
        var ports = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader in = Files.newBufferedReader(file)) {
                    ports.load(in);
                }
            } else {
                var _ = OwnerOnly.folder(folder.path());
                Backends.freePorts().forEach((name, port) -> ports.setProperty(name, Integer.toString(port)));
                try (Writer out = Files.newBufferedWriter(file)) {
                    ports.store(out, null);
                }
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        var numbers = new LinkedHashMap<String, Integer>();
        ports.stringPropertyNames().forEach(name -> numbers.put(name, Integer.valueOf(ports.getProperty(name))));
        return numbers;
    }

    private static void end(Backends backends, Folder folder) {
        // The data is thrown away, so there is nothing to close in good order.
        for (Server server : List.of(backends.database(), backends.broker())) {
            if (server.isUp()) {
                server.kill();
            }
        }
        Child.adopt(folder, "postgresql").ifPresent(Child::killNine);
        Child.adopt(folder, "kafka").ifPresent(Child::killNine);
        try {
            Unpacked.delete(folder.path().resolve("data"));
        } catch (IOException left) {
            System.err.println(folder.path() + " could not be deleted; the next run tries again.");
        }
    }

    /** A JVM that was killed could not clear up behind itself; its folder is named after its pid. */
    private static void clearLeftovers(Path all) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, "[0-9]*")) {
            for (Path left : folders) {
                if (ProcessHandle.of(Long.parseLong(left.getFileName().toString()))
                        .isEmpty()) {
                    var folder = new Folder(left);
                    NAMES.forEach(name -> Child.adopt(folder, name).ifPresent(Child::killNine));
                    Unpacked.delete(left);
                }
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(all + " could not be cleared: delete it.", busy);
        }
    }
}
