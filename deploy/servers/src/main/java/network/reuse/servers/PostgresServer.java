package network.reuse.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL from the binaries on the class path, durable unless it is for tests, on the loopback address. */
public final class PostgresServer implements Database {
    /** The most connections at a time, of all services, Keycloak and people; what they may take together is less. */
    public static final int MOST_CONNECTIONS = 500;

    /** What tests may set besides: their data is to outlive a killed process, and no machine. */
    public static final Map<String, String> FOR_TESTS = Map.of("fsync", "off");

    private static final String NAME = "postgresql";
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration ORPHANS = Duration.ofSeconds(10);

    private final Home home;
    private final Folder folder;
    private final int port;
    private final @Nullable Certificates certificates;
    private final String password;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final ChildSlot slot;

    /**
     * The server of a folder, not started yet.
     *
     * @param certificates those by which it speaks TLS, and nothing else; null for clear text
     */
    public PostgresServer(
            Home home,
            Folder folder,
            int port,
            Map<String, String> extraSettings,
            @Nullable Certificates certificates) {
        this.home = home;
        this.folder = folder;
        this.port = port;
        this.certificates = certificates;
        this.password = folder.secrets().get("database.postgres");
        this.slot = new ChildSlot(folder, NAME);
        settings.put("listen_addresses", "'127.0.0.1'");
        settings.put("unix_socket_directories", "''");
        settings.put("port", Integer.toString(port));
        settings.put("password_encryption", "'scram-sha-256'");
        settings.put("max_connections", Integer.toString(MOST_CONNECTIONS));
        settings.put("shared_buffers", "512MB");
        settings.put("wal_compression", "pglz");
        settings.put("max_wal_size", "4GB");
        settings.put("idle_in_transaction_session_timeout", "30s");
        settings.put("timezone", "'UTC'");
        settings.put("log_timezone", "'UTC'");
        settings.put("log_line_prefix", "'%m [%p] %u@%d '");
        if (certificates != null) {
            String own = quoted(certificates.keyAndCertificate(NAME));
            settings.put("ssl", "on");
            settings.put("ssl_cert_file", own);
            settings.put("ssl_key_file", own);
            settings.put("hba_file", quoted(tlsAlone()));
        }
        settings.putAll(extraSettings);
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** Who may connect, where nobody may in clear text. */
    private Path tlsAlone() {
        return folder.data(NAME).resolve("reuse_hba.conf");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DatabaseAddress address() {
        return new DatabaseAddress("127.0.0.1", port, certificates == null ? null : certificates.authority());
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public synchronized void start() {
        if (slot.taken()) {
            return;
        }
        Path program = program();
        Path data = folder.data(NAME);
        try {
            if (!Files.isDirectory(data)) {
                create(program, data);
            }
            awaitEmpty(data);
            // Nobody works in the folder any more, so the pid in it can only mislead.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            OwnerOnly.write(
                    data.resolve("reuse.conf"),
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                            .collect(Collectors.joining()));
            if (certificates != null) {
                OwnerOnly.write(tlsAlone(), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(data + " cannot be prepared: check its rights and the disk.", refused);
        }
        slot.fill(asUnprivileged(program.resolve("bin/postgres").toString(), "-D", data.toString()), Map.of());
    }

    @Override
    public Duration awaitReady() {
        return Wait.until("PostgreSQL on port " + port, READY, slot.child(), this::isReady);
    }

    @Override
    public boolean isReady() {
        return answers(address(), password);
    }

    static boolean answers(DatabaseAddress address, String password) {
        if (!Ports.accepts(address.port())) {
            return false;
        }
        Properties login = address.login("postgres", password);
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "5");
        try (var connection = DriverManager.getConnection(address.jdbcUrl("postgres"), login)) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public synchronized void stop() {
        Set<ProcessHandle> group = workingIn(folder.data(NAME));
        if (!slot.stop("INT", Duration.ofSeconds(30))) {
            awaitEnd(group);
        }
    }

    @Override
    public synchronized void kill() {
        Set<ProcessHandle> group = workingIn(folder.data(NAME));
        slot.kill();
        awaitEnd(group);
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

    /** Waits until nobody works in the data folder, for nobody but this one starts a server in it. */
    private void awaitEmpty(Path data) {
        for (Set<ProcessHandle> there = workingIn(data); !there.isEmpty(); there = workingIn(data)) {
            awaitEnd(there);
        }
    }

    /**
     * The processes of a killed server leave by themselves within moments; a new one refuses to start before they have. Only
     * those given are meant: whoever watches may have started a new one already.
     */
    private void awaitEnd(Set<ProcessHandle> group) {
        Instant limit = Instant.now().plus(ORPHANS);
        while (true) {
            Set<ProcessHandle> left = workingIn(folder.data(NAME));
            left.retainAll(group);
            if (left.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(limit)) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            Wait.pause(Duration.ofMillis(20));
        }
    }

    private static Set<ProcessHandle> workingIn(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> data.equals(workingFolder(process.pid())))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static @Nullable Path workingFolder(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
        } catch (IOException othersOrGone) {
            return null;
        }
    }

    private Path program() {
        return Unpacked.once(home.cache().resolve("postgresql-" + Home.version("postgresql")), fresh -> {
            try (InputStream packed = PostgresServer.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
                if (packed == null) {
                    throw new IllegalStateException(
                            "No PostgreSQL for this machine is on the class path: use Linux on x86-64.");
                }
                try (var unpacked = new XZInputStream(packed)) {
                    Unpacked.untar(unpacked, fresh, 0);
                }
            }
        });
    }

    private void create(Path program, Path data) throws IOException {
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        Unpacked.delete(fresh);
        Path passwordFile = Files.createTempFile(folder.path(), "initdb", ".password");
        try {
            Files.writeString(passwordFile, password);
            Process initdb = new ProcessBuilder(asUnprivileged(
                            program.resolve("bin/initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=postgres",
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--set=shared_buffers=128MB"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.log("postgresql-initdb").toFile()))
                    .start();
            if (initdb.waitFor() != 0) {
                throw new IllegalStateException(
                        "PostgreSQL could not make its data folder: read " + folder.log("postgresql-initdb") + ".");
            }
            Files.writeString(
                    fresh.resolve("postgresql.conf"),
                    "\ninclude 'reuse.conf'\n",
                    java.nio.file.StandardOpenOption.APPEND);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it does. */
    private static List<String> asUnprivileged(String... command) {
        var whole = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(List.of(command));
        return whole;
    }
}
