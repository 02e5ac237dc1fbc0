package network.reuse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.servers.Child;
import network.reuse.servers.Folder;
import network.reuse.servers.Home;
import network.reuse.servers.KafkaProvision;
import network.reuse.servers.OwnerOnly;
import network.reuse.servers.Wait;
import org.jspecify.annotations.Nullable;

/** What the {@code reuse} script runs: the watching launcher itself, and the questions and orders to it. */
public final class Launcher {
    private static final String NAME = "launcher";

    private final Folder folder;

    private Launcher(Folder folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) {
        int code;
        try {
            code = new Launcher(new Folder(LocalNetwork.chosenFolder())).obey(List.of(arguments));
        } catch (IllegalStateException | IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private int obey(List<String> arguments) {
        String order = arguments.isEmpty() ? "" : arguments.getFirst();
        return switch (order) {
            case "run" -> run(arguments.subList(1, arguments.size()));
            case "wait" -> awaitRunning();
            case "down" -> down();
            case "reset" -> reset();
            case "status" -> status();
            case "ports" -> ports();
            case "alive" -> Leftovers.anyChild(folder.path()) ? 0 : 1;
            case "token" -> token(argument(arguments, "token CLIENT"));
            case "kafka" -> kafka(argument(arguments, "kafka ACCOUNT"));
            case "env" -> environment(argument(arguments, "env SERVICE"));
            default -> {
                System.err.println("'" + order
                        + "' is not known: use run, wait, down, reset, status, ports, alive, token, kafka or env.");
                yield 2;
            }
        };
    }

    private static String argument(List<String> arguments, String usage) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("Something is missing: ./reuse " + usage + ".");
        }
        return arguments.get(1);
    }

    private int run(List<String> without) {
        Optional<Child> other = Child.adopt(folder, NAME);
        if (other.isPresent()) {
            System.out.println(
                    "The network is up already (launcher " + other.get().pid() + "): see ./reuse status.");
            return 0;
        }
        Child.enrol(folder, NAME);
        var network = new AtomicReference<@Nullable LocalNetwork>();
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            LocalNetwork running = network.get();
            if (running != null) {
                running.stop();
            }
            clear("ready");
            clear(NAME + ".pid");
            ended.countDown();
        }));
        var options = LocalNetwork.options()
                .folder(folder.path())
                .without(without.toArray(String[]::new))
                .quickStart();
        boolean testing = Boolean.parseBoolean(System.getenv("REUSE_TEST_CLIENTS"));
        network.set(LocalNetwork.start(testing ? options.testClients() : options));
        writeMarker("ready");
        System.out.println(greeting(without));
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private String greeting(List<String> without) {
        var network = LocalNetwork.attach(folder.path());
        String gateway = without.contains("gateway") ? "" : "gateway " + network.gatewayUri() + "\n";
        return gateway + "issuer " + network.realmUri() + "\ntoken  ./reuse token region-grand-est\nmails  "
                + mailFolder();
    }

    /** For a launcher in the background: returns when it is ready or has given up. */
    private int awaitRunning() {
        var seen = new AtomicBoolean();
        long begin = System.nanoTime();
        var waited = Wait.until("the network", Duration.ofMinutes(6), () -> {
            boolean lives = Child.adopt(folder, NAME).isPresent();
            seen.compareAndSet(false, lives);
            boolean gone = !lives
                    && (seen.get()
                            || System.nanoTime() - begin
                                    > Duration.ofSeconds(15).toNanos());
            return gone || isReady();
        });
        if (!isReady()) {
            System.err.println(
                    "The network did not come up after " + waited.toSeconds() + " s: read what the launcher says.");
            return 1;
        }
        return 0;
    }

    /** The mark of a launcher that was killed does not speak for the one that follows it. */
    private boolean isReady() {
        try {
            Optional<Child> launcher = Child.adopt(folder, NAME);
            return launcher.isPresent()
                    && Files.exists(marker("ready"))
                    && Files.readString(marker("ready"))
                            .strip()
                            .equals(Long.toString(launcher.get().pid()));
        } catch (IOException gone) {
            return false;
        }
    }

    private int ports() {
        if (Leftovers.anyChild(folder.path())) {
            System.out.println("ports      ok, held by the network that runs here");
            return 0;
        }
        PortPlan.usual(System.getenv()).refuseTaken();
        System.out.println("ports      ok, all free");
        return 0;
    }

    private int down() {
        Optional<Child> running = Child.adopt(folder, NAME);
        if (running.isPresent()) {
            if (!running.get().stop("TERM", Duration.ofMinutes(2))) {
                System.err.println("The launcher did not end within 120 s and was killed.");
            }
        }
        // Without a launcher, or behind one that was killed, children may be left.
        if (PortPlan.saved(folder.path()).isPresent()) {
            var network = LocalNetwork.attach(folder.path());
            if (network.parts().stream().anyMatch(Part::isUp)) {
                network.stop();
            }
        }
        clear("ready");
        return 0;
    }

    private int reset() {
        int code = down();
        for (String gone : List.of("data", "files", "logs", "mails", "run", "apps", "certificates")) {
            Leftovers.delete(folder.path().resolve(gone));
        }
        for (String gone :
                List.of("secrets.properties", "operator.key", "ports.properties", "kafka.properties", "clock-since")) {
            try {
                Files.deleteIfExists(folder.path().resolve(gone));
            } catch (IOException busy) {
                throw new IllegalStateException(gone + " could not be deleted: check the rights of .reuse.", busy);
            }
        }
        System.out.println("Data, files, secrets, logs and mails are gone; the unpacked servers stay.");
        return code;
    }

    private int status() {
        if (PortPlan.saved(folder.path()).isEmpty()) {
            System.out.println("No network was started here: run ./reuse up.");
            return 1;
        }
        var network = LocalNetwork.attach(folder.path());
        PortPlan ports = PortPlan.saved(folder.path()).orElseThrow();
        boolean healthy = true;
        System.out.printf(Locale.ROOT, "%-12s %8s %6s  %s%n", "part", "pid", "port", "state");
        for (Part part : network.parts()) {
            boolean up = part.isUp();
            boolean ready = up && part.isReady();
            healthy &= ready;
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %8s %6d  %s%n",
                    part.name(),
                    up ? Long.toString(part.pid()) : "-",
                    ports.of(part.name()),
                    ready ? "ready" : up ? "up, not ready" : "down");
        }
        boolean mails = network.acceptsMails();
        healthy &= mails;
        System.out.printf(
                Locale.ROOT,
                "%-12s %8s %6d  %s%n",
                MailSink.NAME,
                "-",
                ports.of(MailSink.NAME),
                mails ? "ready" : "down");
        Optional<Child> launcher = Child.adopt(folder, NAME);
        System.out.printf(
                Locale.ROOT,
                "%-12s %8s %6s  %s%n",
                NAME,
                launcher.map(child -> Long.toString(child.pid())).orElse("-"),
                "-",
                launcher.isPresent() ? "watching since " + launcher.get().since() : "down: nobody restarts what dies");
        System.out.println(network.mails().size() + " mails were sent, see " + mailFolder()
                + " (personal data: reset deletes them)");
        return healthy && launcher.isPresent() ? 0 : 1;
    }

    private String mailFolder() {
        return folder.path().resolve("mails") + "/*.eml";
    }

    private int token(String client) {
        System.out.println(LocalNetwork.attach(folder.path()).token(client));
        return 0;
    }

    /** What a Kafka client of the account needs, as Java's clients read it. */
    private int kafka(String account) {
        Set<String> declared = KafkaProvision.accounts(Home.find());
        if (!declared.contains(account)) {
            throw new IllegalArgumentException("There is no account '" + account + "': choose among "
                    + String.join(", ", declared) + ", or declare one in deploy/kafka/acls.json and run ./reuse up.");
        }
        LocalNetwork.attach(folder.path())
                .kafkaClient(account)
                .forEach((name, value) -> System.out.println(name + "=" + value));
        return 0;
    }

    private int environment(String service) {
        LocalNetwork.attach(folder.path())
                .environment(service)
                .forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        return 0;
    }

    private Path marker(String name) {
        return folder.pidFile(name).resolveSibling(name);
    }

    private void writeMarker(String name) {
        try {
            OwnerOnly.write(marker(name), ProcessHandle.current().pid() + "\n");
        } catch (IOException refused) {
            throw new IllegalStateException(folder.path() + " cannot be written: check its rights.", refused);
        }
    }

    private void clear(String name) {
        try {
            Files.deleteIfExists(marker(name));
        } catch (IOException busy) {
            System.err.println(marker(name) + " could not be deleted: delete it.");
        }
    }
}
