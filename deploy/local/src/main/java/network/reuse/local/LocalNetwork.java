package network.reuse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.reuse.servers.Child;
import network.reuse.servers.DatabaseProvision;
import network.reuse.servers.Folder;
import network.reuse.servers.Home;
import network.reuse.servers.KafkaProvision;
import network.reuse.servers.KafkaServer;
import network.reuse.servers.KeycloakServer;
import network.reuse.servers.OwnerOnly;
import network.reuse.servers.PostgresServer;
import network.reuse.servers.RealmProvision;
import network.reuse.servers.Secrets;
import network.reuse.servers.Server;

/** The servers and services of one folder, running as processes that outlive whoever started them. */
public final class LocalNetwork implements AutoCloseable {
    private static final String OPERATOR = "operator";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_TAKE_OVER = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Options options;
    private final Home home;
    private final Folder folder;
    private final Secrets secrets;
    private final PortPlan ports;
    private final PostgresServer database;
    private final KafkaServer broker;
    private final KeycloakServer keycloak;
    private final MailSink mails;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<ServiceProcess> extras = new CopyOnWriteArrayList<>();
    private final ClientTokens tokens;
    private boolean begun;
    private boolean takingOver;
    private volatile boolean watching;
    private volatile boolean leftAlone;
    private final Thread watcher = Thread.ofPlatform().name("watcher").daemon().unstarted(this::watch);
    private final Thread atExit = Thread.ofPlatform().name("at-exit").unstarted(this::killAll);

    /** How a network is to be started; each call returns a changed copy. */
    public record Options(
            Path folder,
            boolean free,
            boolean fresh,
            boolean testing,
            boolean quick,
            Set<String> services,
            Map<String, String> environment,
            Consumer<String> progress) {

        /** Where data, logs and secrets are. */
        public Options folder(Path other) {
            return new Options(other, free, fresh, testing, quick, services, environment, progress);
        }

        /** Ports that nobody uses, and a folder that starts empty: for tests beside a running network. */
        public Options freePorts() {
            return new Options(folder, true, true, testing, quick, services, environment, progress);
        }

        /** Also the clients that only tests may have. */
        public Options testClients() {
            return new Options(folder, free, fresh, true, quick, services, environment, progress);
        }

        /** What is compiled once, quickly, starts in half the processor time; under load the full compilers win. */
        public Options quickStart() {
            return new Options(folder, free, fresh, testing, true, services, environment, progress);
        }

        /** Only these services. */
        public Options only(String... names) {
            return new Options(folder, free, fresh, testing, quick, Set.of(names), environment, progress);
        }

        /** All services but these. */
        public Options without(String... names) {
            var left = new TreeSet<>(services);
            List.of(names).forEach(left::remove);
            return only(left.toArray(String[]::new));
        }

        /** Variables for every service, beside those it gets anyway. */
        public Options environment(Map<String, String> variables) {
            return new Options(folder, free, fresh, testing, quick, services, Map.copyOf(variables), progress);
        }

        /** Who is told what is waited for and how long it took. */
        public Options progress(Consumer<String> listener) {
            return new Options(folder, free, fresh, testing, quick, services, environment, listener);
        }
    }

    /** The usual ports, the checkout's own folder, all services. */
    public static Options options() {
        var all = new TreeSet<String>();
        Service.ALL.forEach(service -> all.add(service.name()));
        return new Options(
                Home.find().root().resolve(".reuse"), false, false, false, false, all, Map.of(), System.out::println);
    }

    private LocalNetwork(Options options, PortPlan ports) {
        this.options = options;
        this.home = Home.find();
        this.folder = new Folder(options.folder());
        this.secrets = folder.secrets();
        this.ports = ports;
        this.database = new PostgresServer(home, folder, ports.of("postgresql"), Map.of());
        this.broker = new KafkaServer(
                home, folder, ports.of("kafka"), ports.of("kafka-controller"), flags(options, "-XX:+UseSerialGC"));
        this.keycloak = new KeycloakServer(
                home,
                folder,
                ports.of("keycloak"),
                ports.of("keycloak-management"),
                database,
                flags(options, "-XX:+UseSerialGC"));
        this.mails = new MailSink(folder.path().resolve("mails"), ports.of(MailSink.NAME));
        this.tokens = new ClientTokens(realmUri(), secrets);
        for (Server server : List.of(database, broker, keycloak)) {
            parts.put(server.name(), new Part(server));
        }
        for (Service service : Service.ALL) {
            if (options.services().contains(service.name())) {
                ServiceProcess process = process(service, service.name(), portsOf(service), Map.of());
                services.put(service.name(), process);
                parts.put(service.name(), new Part(process));
            }
        }
    }

    /** Starts what does not run yet, provisions it, waits until all is ready, and watches over it. */
    public static LocalNetwork start(Options options) {
        if (options.fresh()) {
            endLeftovers(options.folder());
            delete(options.folder());
        }
        boolean running = anyChild(options.folder());
        PortPlan ports = running
                ? PortPlan.saved(options.folder()).orElseGet(() -> PortPlan.usual(System.getenv()))
                : options.free() ? PortPlan.free() : PortPlan.usual(System.getenv());
        if (!running) {
            ports.refuseTaken();
            ports.save(options.folder());
        }
        var network = new LocalNetwork(options, ports);
        try {
            network.begin(running);
        } catch (RuntimeException failed) {
            if (!running) {
                network.close();
            }
            throw failed;
        }
        return network;
    }

    /** The network that the script was asked about, to be asked; closing it leaves its processes alone. */
    static LocalNetwork attach() {
        return attach(chosenFolder());
    }

    /** Where the script was told to keep things, or else {@code .reuse} in the checkout. */
    static Path chosenFolder() {
        String given = System.getenv("REUSE_FOLDER");
        return given == null ? Home.find().root().resolve(".reuse") : Path.of(given);
    }

    /** The network that runs in a folder, to be asked; closing it leaves its processes alone. */
    public static LocalNetwork attach(Path folder) {
        PortPlan ports = PortPlan.saved(folder)
                .orElseThrow(() -> new IllegalStateException("No network was started here: run ./reuse up."));
        return new LocalNetwork(options().folder(folder), ports);
    }

    private void begin(boolean running) {
        begun = true;
        takingOver = running;
        services.values().forEach(ServiceProcess::requireBuilt);
        if (options.free()) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
        long begin = System.nanoTime();
        mails.open();
        if (takingOver) {
            // What runs already has users: whatever dies meanwhile is brought back, and nothing is given up.
            watching = true;
            watcher.start();
        }
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                starting(lanes).join();
            } catch (CompletionException failed) {
                // The first failure ends the waiting for all others.
                lanes.shutdownNow();
                throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
            }
        }
        if (services.containsKey("gateway")) {
            insist(() -> step("partners in the register", () -> new DemoRegister(this, home).enter()));
            insist(() -> step("targets of the regions", () -> new RegionTargets(desk("gateway"), home).set()));
        }
        if (!takingOver) {
            watching = true;
            watcher.start();
        }
        options.progress().accept("ready after " + seconds(System.nanoTime() - begin));
    }

    private CompletableFuture<Void> starting(ExecutorService lanes) {
        var prepared = CompletableFuture.runAsync(
                () -> step("Keycloak unpacked and built", () -> {
                    var _ = keycloak.prepare();
                }),
                lanes);
        var databaseReady = CompletableFuture.runAsync(
                () -> insist(() -> {
                    ready(database);
                    step("databases and roles", () -> new DatabaseProvision(home, secrets).apply(database));
                }),
                lanes);
        var brokerReady = CompletableFuture.runAsync(
                () -> insist(() -> {
                    ready(broker);
                    step("topics and rights", this::provisionTopics);
                }),
                lanes);
        var keycloakReady = CompletableFuture.allOf(databaseReady, prepared)
                .thenRunAsync(
                        () -> insist(() -> {
                            ready(keycloak);
                            step("realm and clients", this::applyRealm);
                        }),
                        lanes);
        var all = new ArrayList<CompletableFuture<Void>>(List.of(brokerReady, keycloakReady));
        for (ServiceProcess service : services.values()) {
            all.add(CompletableFuture.allOf(databaseReady, brokerReady)
                    .thenRunAsync(() -> insist(() -> ready(service)), lanes));
        }
        var done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        for (CompletableFuture<Void> one : all) {
            one.exceptionally(failure -> {
                done.completeExceptionally(failure);
                return null;
            });
        }
        return done;
    }

    /** A start from nothing fails at once and says why; one that takes a running network over tries until it succeeds. */
    private void insist(Runnable step) {
        long begin = System.nanoTime();
        while (true) {
            try {
                step.run();
                return;
            } catch (RuntimeException notYet) {
                if (!takingOver || System.nanoTime() - begin > LONGEST_TAKE_OVER.toNanos()) {
                    throw notYet;
                }
                String said = String.valueOf(notYet.getMessage());
                options.progress()
                        .accept("tried again: " + said.lines().findFirst().orElse(said));
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void ready(Server server) {
        long begin = System.nanoTime();
        boolean found = server.pid().isPresent();
        server.start();
        var waited = server.awaitReady();
        options.progress()
                .accept(server.name() + (found ? " found" : " ready") + " after " + seconds(System.nanoTime() - begin)
                        + " (" + seconds(waited.toNanos()) + " of it waiting for its answer)");
    }

    private void step(String what, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        options.progress().accept(what + " after " + seconds(System.nanoTime() - begin));
    }

    /** Makes the topics, users and rights that are declared and missing. */
    void provisionTopics() {
        new KafkaProvision(home, secrets).apply(broker);
    }

    private void applyRealm() {
        var files = new ArrayList<>(List.of("demo-partners.json"));
        if (options.testing()) {
            files.add("test-clients.json");
        }
        if (!new RealmProvision(home, secrets, keycloak.uri()).apply(files)) {
            options.progress().accept("the realm is as declared already");
        }
    }

    private static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }

    /** Where partners call. */
    public URI gatewayUri() {
        return serviceUri("gateway");
    }

    /** Where one service listens behind the gateway. */
    public URI serviceUri(String service) {
        return URI.create("http://127.0.0.1:" + ports.of(service));
    }

    /** Where a service's health and metrics are. */
    public URI managementUri(String service) {
        return URI.create("http://127.0.0.1:" + ports.of(Service.named(service).managementName()));
    }

    /** The operator's desk of one service. */
    public OperatorDesk desk(String service) {
        return new OperatorDesk(
                URI.create("http://127.0.0.1:" + ports.of(Service.named(service).operatorName())),
                secrets.key(OPERATOR));
    }

    /** The realm that issues the tokens. */
    public URI realmUri() {
        return URI.create("http://localhost:" + ports.of("keycloak") + "/realms/reuse");
    }

    /** A valid access token of that client, the same one until shortly before it ends. */
    public String token(String client) {
        return tokens.of(client);
    }

    /** A server or service by name: {@code postgresql}, {@code kafka}, {@code keycloak}, {@code collection} … */
    public Part process(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "There is no part '" + name + "': choose one of " + parts.keySet() + ".");
        }
        return part;
    }

    /** All servers and services in starting order. */
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** The mails that were sent and not deleted since, oldest first: each a file of personal data. */
    public List<Path> mails() {
        return mails.kept();
    }

    /** Whether the mail server accepts messages, whichever process it is in. */
    boolean acceptsMails() {
        return mails.isReady();
    }

    /** A connection that may read everything in a database and write nothing. */
    public Connection audit(String databaseName) throws SQLException {
        return database.connect(databaseName, "audit", secrets.get("database.audit"));
    }

    /** A connection to a database as one of its roles, such as {@code collection_api}. */
    public Connection connect(String databaseName, String role) throws SQLException {
        return database.connect(databaseName, role, secrets.get("database." + role));
    }

    /** Client settings for a declared Kafka user, or for {@code admin}. */
    public Map<String, Object> kafkaClient(String user) {
        return broker.client(user, secrets.get("kafka." + user));
    }

    /** A second instance of a service on free ports, with variables of its own; not watched over. */
    public ServiceProcess startExtra(String service, Map<String, String> overrides) {
        int number = extras.size() + 2;
        ServiceProcess extra = process(Service.named(service), service + "-" + number, ServicePorts.free(), overrides);
        extras.add(extra);
        ready(extra);
        return extra;
    }

    /** Leaves it to another launcher on the same folder to bring back what dies, until {@link #watchOver}. */
    void leaveAlone() {
        leftAlone = true;
        mails.close();
    }

    /** Brings back what dies from here on. */
    void watchOver() {
        leftAlone = false;
    }

    /** The variables that a service's process gets. */
    public Map<String, String> environment(String service) {
        return environment(Service.named(service), portsOf(Service.named(service)));
    }

    private ServicePorts portsOf(Service service) {
        return new ServicePorts(
                ports.of(service.name()), ports.of(service.managementName()), ports.of(service.operatorName()));
    }

    /** The end of the log of a part, or of the launcher. */
    String lastWords(String name) {
        return folder.lastWords(name);
    }

    /** Where data, logs and secrets are. */
    public Path folder() {
        return folder.path();
    }

    private ServiceProcess process(
            Service service, String name, ServicePorts listening, Map<String, String> overrides) {
        var variables = new HashMap<>(environment(service, listening));
        variables.putAll(overrides);
        return new ServiceProcess(
                folder,
                name,
                service.jar(home.root()),
                listening,
                flags(options, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"),
                variables);
    }

    private static List<String> flags(Options options, String... usual) {
        var flags = new ArrayList<>(List.of(usual));
        if (options.quick) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        return flags;
    }

    private Map<String, String> environment(Service service, ServicePorts listening) {
        String name = service.name();
        var variables = new LinkedHashMap<String, String>();
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(listening.callers()));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(listening.management()));
        variables.put("REUSE_OPERATOR_PORT", Integer.toString(listening.operator()));
        variables.put("REUSE_OPERATOR_KEY_FILE", secrets.keyFile(OPERATOR).toString());
        variables.put("REUSE_DATABASE_HOST", database.host());
        variables.put("REUSE_DATABASE_PORT", Integer.toString(database.port()));
        variables.put("REUSE_DATABASE_NAME", name);
        for (String role : List.of("api", "worker", "owner")) {
            variables.put(
                    "REUSE_DATABASE_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD",
                    secrets.get("database." + name + "_" + role));
        }
        if (service.keepsPeople()) {
            for (String role : List.of("api", "owner")) {
                variables.put(
                        "REUSE_PEOPLE_DATABASE_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD",
                        secrets.get("database." + name + "_keys_" + role));
            }
            variables.put("REUSE_PEOPLE_KEY", secrets.key("people." + name));
            variables.put("REUSE_INVITATION_KEY", secrets.key("invitations"));
            variables.put("REUSE_MAIL_HOST", "127.0.0.1");
            variables.put("REUSE_MAIL_PORT", Integer.toString(ports.of(MailSink.NAME)));
            variables.put("REUSE_PUBLIC_URL", gatewayUri().toString());
        }
        variables.put("REUSE_KAFKA_BOOTSTRAP", broker.bootstrap());
        variables.put("REUSE_KAFKA_PASSWORD", secrets.get("kafka." + name));
        variables.put("REUSE_OIDC_URL", realmUri().toString());
        variables.put("REUSE_CLOCK_OFFSET", System.getenv().getOrDefault("REUSE_CLOCK_OFFSET", "PT0S"));
        variables.put("REUSE_CLOCK_RATE", System.getenv().getOrDefault("REUSE_CLOCK_RATE", "1"));
        variables.put("REUSE_CLOCK_SINCE", clockSince());
        variables.put("REUSE_DEVELOPMENT", "true");
        for (Service other : service.tellAddressesOf()) {
            variables.put(
                    "REUSE_" + other.name().toUpperCase(Locale.ROOT) + "_URL",
                    serviceUri(other.name()).toString());
        }
        variables.putAll(options.environment());
        return variables;
    }

    /** The real instant from which a clock with a rate runs, the same for every process this folder will ever have. */
    private String clockSince() {
        Path file = folder.path().resolve("clock-since");
        try {
            if (!Files.exists(file)) {
                OwnerOnly.write(file, Instant.now().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException refused) {
            throw new UncheckedIOException(folder.path() + " cannot be written: check its rights.", refused);
        }
    }

    /** Brings back what died; a part that keeps dying is tried at growing pauses of at most 4 s. */
    private void watch() {
        var pauses = new HashMap<String, Duration>();
        var next = new HashMap<String, Instant>();
        while (watching) {
            if (!leftAlone) {
                openMails();
            }
            for (Part part : leftAlone ? List.<Part>of() : parts.values()) {
                try {
                    look(part, pauses, next);
                } catch (RuntimeException failed) {
                    options.progress().accept(Instant.now() + " " + part.name() + " could not be looked at: " + failed);
                }
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** The port may be held by a launcher that is about to end, or have been taken in between: it is tried again. */
    private void openMails() {
        try {
            mails.open();
        } catch (RuntimeException failed) {
            options.progress().accept(Instant.now() + " mails cannot be accepted: " + failed);
        }
    }

    private void look(Part part, Map<String, Duration> pauses, Map<String, Instant> next) {
        Instant now = Instant.now();
        Instant last = next.getOrDefault(part.name(), Instant.MIN);
        if (part.isHeld()) {
            return;
        }
        if (part.isUp()) {
            if (now.isAfter(last.plusSeconds(30))) {
                pauses.remove(part.name());
            }
            return;
        }
        if (now.isBefore(last)) {
            return;
        }
        Duration pause = pauses.getOrDefault(part.name(), LOOK);
        Duration doubled = pause.multipliedBy(2);
        pauses.put(part.name(), doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        next.put(part.name(), now.plus(pause));
        bringBack(part);
    }

    private void bringBack(Part part) {
        try {
            part.server().start();
            options.progress()
                    .accept(Instant.now() + " " + part.name() + " had ended and was started again, pid "
                            + part.server().pid().orElse(0));
        } catch (RuntimeException failed) {
            options.progress()
                    .accept(Instant.now() + " " + part.name() + " had ended and could not be started: "
                            + failed.getMessage());
        }
    }

    /** Ends services first, then Keycloak, Kafka and PostgreSQL, each in good order. */
    public void stop() {
        watching = false;
        watcher.interrupt();
        parts.values().forEach(Part::keepDown);
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.concat(services.values().stream(), extras.stream())
                    .map(service -> CompletableFuture.runAsync(() -> end(service), lanes))
                    .toList()
                    .forEach(CompletableFuture::join);
            Stream.of(keycloak, broker)
                    .map(server -> CompletableFuture.runAsync(() -> end(server), lanes))
                    .toList()
                    .forEach(CompletableFuture::join);
            end(database);
        }
        mails.close();
    }

    private void end(Server server) {
        // A stopped process cannot obey; waking one that runs does no harm.
        if (server.isUp()) {
            server.signal("CONT");
        }
        long begin = System.nanoTime();
        server.stop();
        options.progress().accept(server.name() + " ended after " + seconds(System.nanoTime() - begin));
    }

    private void killAll() {
        watching = false;
        parts.values().forEach(Part::keepDown);
        extras.forEach(ServiceProcess::kill);
        parts.values().forEach(part -> part.server().kill());
    }

    /** Stops a network that this object started, and leaves one alone that it was only attached to. */
    @Override
    public void close() {
        if (!begun) {
            return;
        }
        if (options.free()) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException leavingAlready) {
                return;
            }
        }
        stop();
    }

    private static List<String> allNames() {
        return Stream.concat(
                        Stream.of("postgresql", "kafka", "keycloak"),
                        Service.ALL.stream().map(Service::name))
                .toList();
    }

    static boolean anyChild(Path path) {
        var folder = new Folder(path);
        return allNames().stream().anyMatch(name -> Child.adopt(folder, name).isPresent());
    }

    private static void endLeftovers(Path path) {
        var folder = new Folder(path);
        allNames().forEach(name -> Child.adopt(folder, name).ifPresent(Child::killNine));
    }

    static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(folder + " could not be deleted: end what still uses it.", busy);
        }
    }
}
