package network.reuse.local;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.servers.Certificates;
import network.reuse.servers.Folder;
import network.reuse.servers.GeneratedSecrets;
import network.reuse.servers.Home;
import network.reuse.servers.KafkaProvision;
import network.reuse.servers.KafkaServer;
import network.reuse.servers.KeycloakServer;
import network.reuse.servers.PostgresServer;
import network.reuse.servers.Server;
import network.reuse.servers.Service;
import network.reuse.servers.ServicePorts;

/** The servers and services of one folder, running as processes that outlive whoever started them. */
public final class LocalNetwork implements AutoCloseable {
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final NetworkOptions options;
    private final Home home;
    private final Folder folder;
    private final GeneratedSecrets secrets;
    private final PortPlan ports;
    private final PostgresServer database;
    private final KafkaServer broker;
    private final KeycloakServer keycloak;
    private final MailSink mails;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<ServiceProcess> extras = new CopyOnWriteArrayList<>();
    private final ClientTokens tokens;
    private final ServiceVariables variables;
    private final Watch watch;
    private boolean begun;
    private final Thread atExit = Thread.ofPlatform().name("at-exit").unstarted(this::killAll);

    /** The usual ports, the checkout's own folder, all services. */
    public static NetworkOptions options() {
        var all = new TreeSet<String>();
        Service.ALL.forEach(service -> all.add(service.name()));
        return new NetworkOptions(
                Home.find().root().resolve(".reuse"),
                false,
                false,
                false,
                false,
                false,
                all,
                Map.of(),
                ServiceJvm.own(),
                System.out::println);
    }

    private LocalNetwork(NetworkOptions options, PortPlan ports) {
        this.options = options;
        this.home = Home.find();
        this.folder = new Folder(options.folder());
        this.secrets = folder.secrets();
        this.ports = ports;
        // A folder that has certificates is that of a network that speaks TLS, whoever asks for it later.
        Certificates certificates = options.encrypted() ? Certificates.of(folder) : Certificates.found(folder);
        this.database = new PostgresServer(
                home,
                folder,
                ports.of("postgresql"),
                options.testing() && options.quick() ? PostgresServer.FOR_TESTS : Map.of(),
                certificates);
        this.broker = new KafkaServer(
                home,
                folder,
                ports.of("kafka"),
                ports.of("kafka-controller"),
                flags(options, "-XX:+UseSerialGC"),
                certificates);
        this.keycloak = new KeycloakServer(
                home,
                folder,
                ports.of("keycloak"),
                ports.of("keycloak-management"),
                database,
                flags(options, "-XX:+UseSerialGC"));
        this.mails = new MailSink(folder.path().resolve("mails"), ports.of(MailSink.NAME));
        this.tokens = new ClientTokens(realmUri(), secrets);
        this.variables = new ServiceVariables(folder, secrets, ports, database, broker, options.environment());
        this.watch = new Watch(parts.values(), mails, options.progress());
        for (Server server : List.of(database, broker, keycloak)) {
            parts.put(server.name(), new Part(server));
        }
        for (Service service : Service.ALL) {
            if (options.services().contains(service.name())) {
                ServiceProcess process = process(
                        service, service.name(), portsOf(service), variables.ofTheFirst(service, portsOf(service)));
                services.put(service.name(), process);
                parts.put(service.name(), new Part(process));
            }
        }
    }

    /** Starts what does not run yet, provisions it, waits until all is ready, and watches over it. */
    public static LocalNetwork start(NetworkOptions options) {
        if (options.fresh()) {
            Leftovers.end(options.folder());
            Leftovers.delete(options.folder());
        }
        boolean running = Leftovers.anyChild(options.folder());
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

    private void begin(boolean takingOver) {
        begun = true;
        services.values().forEach(ServiceProcess::requireStartable);
        if (options.free()) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
        long begin = System.nanoTime();
        mails.open();
        if (takingOver) {
            // What runs already has users: whatever dies meanwhile is brought back, and nothing is given up.
            watch.begin();
        }
        var startup = new Startup(
                home, secrets, database, broker, keycloak, options.testing(), takingOver, options.progress());
        startup.run(services.values());
        if (services.containsKey("gateway")) {
            startup.retryWhileTakingOver(
                    () -> startup.step("partners in the register", () -> new DemoRegister(this, home).enter()));
            startup.retryWhileTakingOver(() ->
                    startup.step("targets of the regions", () -> new RegionTargets(desk("gateway"), home).set()));
        }
        if (!takingOver) {
            watch.begin();
        }
        options.progress().accept("ready after " + Startup.seconds(System.nanoTime() - begin));
    }

    /** Makes the topics, users and rights that are declared and missing. */
    void provisionTopics() {
        new KafkaProvision(home, secrets).apply(broker);
    }

    /** Where partners call. */
    public URI gatewayUri() {
        return serviceUri("gateway");
    }

    /** Where one service listens behind the gateway. */
    public URI serviceUri(String service) {
        return ports.uri(service);
    }

    /** Where a service's health and metrics are. */
    public URI managementUri(String service) {
        return ports.uri(Service.named(service).managementName());
    }

    /** The operator's desk of one service. */
    public OperatorDesk desk(String service) {
        return new OperatorDesk(
                ports.uri(Service.named(service).operatorName()), secrets.key(ServiceVariables.OPERATOR));
    }

    /** The realm that issues the tokens. */
    public URI realmUri() {
        return ports.realm();
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

    /** The folders in which services keep the bytes of files, by their names. */
    public Map<String, Path> files() {
        return Service.ALL.stream()
                .filter(Service::keepsFiles)
                .collect(Collectors.toMap(Service::name, service -> ServiceVariables.files(folder, service)));
    }

    /** A connection to a database as one of its roles, such as {@code collection_api}. */
    public Connection connect(String databaseName, String role) throws SQLException {
        return database.connect(databaseName, role, secrets.get("database." + role));
    }

    /** Client settings for a declared Kafka user, or for {@code admin}. */
    public Map<String, Object> kafkaClient(String user) {
        return broker.client(user, secrets.get("kafka." + user));
    }

    /**
     * A second instance of a service on free ports, with variables of its own; not watched over. As in production it does not
     * migrate and has no owner's password.
     */
    public ServiceProcess startExtra(String service, Map<String, String> overrides) {
        int number = extras.size() + 2;
        ServicePorts listening = ServicePorts.free();
        var given = new HashMap<>(variables.of(Service.named(service), listening));
        given.putAll(overrides);
        ServiceProcess extra = process(Service.named(service), service + "-" + number, listening, given);
        extras.add(extra);
        Startup.startAndAwait(extra, options.progress());
        return extra;
    }

    /** Leaves it to another launcher on the same folder to bring back what dies, until {@link #watchOver}. */
    void pause() {
        watch.pause();
    }

    /** Brings back what dies from here on. */
    void watchOver() {
        watch.resume();
    }

    /** The variables that a service's process gets. */
    public Map<String, String> environment(String service) {
        return variables.ofTheFirst(Service.named(service), portsOf(Service.named(service)));
    }

    private ServicePorts portsOf(Service service) {
        return new ServicePorts(
                ports.of(service.name()), ports.of(service.managementName()), ports.of(service.operatorName()));
    }

    /** The end of the log of a part, or of the launcher. */
    String endOfLog(String name) {
        return folder.endOfLog(name);
    }

    /** Where data, logs and secrets are. */
    public Path folder() {
        return folder.path();
    }

    private ServiceProcess process(
            Service service, String name, ServicePorts listening, Map<String, String> environment) {
        ServiceCommand command = command(service);
        return new ServiceProcess(
                folder, name, listening, () -> command.of(service, name, environment), command.patience(), environment);
    }

    private ServiceCommand command(Service service) {
        if (!(options.command() instanceof ServiceJvm jvm)) {
            return options.command();
        }
        ServiceJvm archiving = jvm.archivingClasses(folder.classes(service.name()));
        return options.quick() ? archiving.with(QUICK) : archiving;
    }

    private static List<String> flags(NetworkOptions options, String... usual) {
        var flags = new ArrayList<>(List.of(usual));
        if (options.quick()) {
            flags.add(QUICK);
        }
        return flags;
    }

    /** Ends services first, then Keycloak, Kafka and PostgreSQL, each in good order. */
    public void stop() {
        watch.end();
        parts.values().forEach(Part::keepDown);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.concat(services.values().stream(), extras.stream())
                    .map(service -> CompletableFuture.runAsync(() -> end(service), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
            Stream.of(keycloak, broker)
                    .map(server -> CompletableFuture.runAsync(() -> end(server), threads))
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
        options.progress().accept(server.name() + " ended after " + Startup.seconds(System.nanoTime() - begin));
    }

    private void killAll() {
        watch.end();
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
}
