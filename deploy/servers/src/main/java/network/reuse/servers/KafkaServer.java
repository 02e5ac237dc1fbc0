package network.reuse.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** One Kafka broker that is its own controller, in its own JVM, with passwords and access rights switched on. */
public final class KafkaServer implements Broker {
    private static final String NAME = "kafka";
    private static final Duration READY = Duration.ofMinutes(3);

    /** For one answer: a client that has just begun takes seconds to load its classes and log in where processors are busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final Folder folder;
    private final int port;
    private final int controllerPort;
    private final List<String> jvmFlags;
    private final @Nullable Certificates certificates;
    private final String password;
    private final ChildSlot slot;

    /**
     * The broker of a folder, not started yet.
     *
     * @param certificates those by which it speaks TLS, and nothing else; null for clear text
     */
    public KafkaServer(
            Home home,
            Folder folder,
            int port,
            int controllerPort,
            List<String> jvmFlags,
            @Nullable Certificates certificates) {
        this.home = home;
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.certificates = certificates;
        this.slot = new ChildSlot(folder, NAME);
        this.password = folder.secrets().get("kafka.admin");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BrokerAddress address() {
        return new BrokerAddress("127.0.0.1:" + port, certificates == null ? null : certificates.authority());
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
        Path libraries = home.cache().resolve("kafka-" + Home.version("kafka")).resolve("libs");
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(
                    "The broker's jars are not in " + libraries + ": build deploy/servers with Maven once.");
        }
        Path data = folder.data(NAME);
        Path settings = folder.path().resolve("kafka.properties");
        try {
            var _ = OwnerOnly.folder(data);
            OwnerOnly.write(
                    settings, settings("127.0.0.1", port, controllerPort, password, data.toString(), certificates));
        } catch (IOException refused) {
            throw new UncheckedIOException(data + " cannot be prepared: check its rights and the disk.", refused);
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Xms128m", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
        command.addAll(jvmFlags);
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=classpath:network/reuse/servers/broker-log4j2.properties",
                "-Djava.awt.headless=true",
                "-cp",
                libraries + "/*:" + ownClasses(),
                BrokerProcess.class.getName(),
                settings.toString()));
        slot.fill(command, Map.of());
    }

    private static Path ownClasses() {
        try {
            return Path.of(KafkaServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String settings(
            String host,
            int port,
            int controllerPort,
            String password,
            String storage,
            @Nullable Certificates certificates) {
        String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"admin\" password=\""
                + password + "\";";
        String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\""
                + password + "\" user_admin=\"" + password + "\";";
        return """
                node.id=1
                process.roles=broker,controller
                listeners=CLIENTS://%8$s:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                listener.security.protocol.map=CLIENTS:%9$s,CONTROLLER:%9$s
                inter.broker.listener.name=CLIENTS
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                sasl.enabled.mechanisms=SCRAM-SHA-512
                sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.clients.scram-sha-512.sasl.jaas.config=%3$s
                listener.name.controller.sasl.enabled.mechanisms=PLAIN
                listener.name.controller.plain.sasl.jaas.config=%4$s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:admin
                auto.create.topics.enable=false
                log.dirs=%5$s
                log.retention.check.interval.ms=300000
                num.partitions=12
                num.network.threads=2
                num.io.threads=4
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=3000
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=12
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                group.consumer.min.session.timeout.ms=6000
                group.consumer.min.heartbeat.interval.ms=1000
                group.consumer.heartbeat.interval.ms=2000
                group.consumer.session.timeout.ms=10000
                reuse.admin.password=%6$s
                reuse.cluster.id=%7$s
                """.formatted(
                                port,
                                controllerPort,
                                scram,
                                plain,
                                storage,
                                password,
                                clusterId(),
                                host,
                                certificates == null ? "SASL_PLAINTEXT" : "SASL_SSL")
                + (certificates == null ? "" : tls(certificates));
    }

    /** How the broker shows who it is, and how it makes sure of itself, since it is its own client and controller. */
    private static String tls(Certificates certificates) {
        return """
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(certificates.keyAndCertificate(NAME), certificates.authority());
    }

    /** Read only when the storage is new; the storage remembers it from then on. */
    private static String clusterId() {
        return Uuid.randomUuid().toString();
    }

    /** An admin client whose plug-ins come from the class loader that it came from itself, whichever thread asks. */
    static Admin admin(Map<String, Object> settings) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Admin.class.getClassLoader());
        try {
            return Admin.create(settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Duration awaitReady() {
        return Wait.until("Kafka on port " + port, READY, slot.child(), this::isReady);
    }

    @Override
    public boolean isReady() {
        return answers(port, address(), password);
    }

    static boolean answers(int port, BrokerAddress address, String password) {
        if (!Ports.accepts(port)) {
            return false;
        }
        Admin admin = admin(address.client("admin", password));
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException | KafkaException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public void stop() {
        if (!slot.stop("TERM", Duration.ofSeconds(30))) {
            System.err.println("Kafka did not end within 30 s and was killed; it recovers at its next start.");
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
