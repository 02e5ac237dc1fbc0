package network.reuse.servers;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies the declarations of a release to servers that somebody else runs, as often as one likes: {@code databases}, {@code topics} and
 * {@code realm}, those that are named. The environment says where the servers are, a folder has the secrets. It ends with 0 when all is
 * as declared, and with 1 and one sentence when it is not; a server that does not answer is asked again for five minutes.
 */
public final class Provision {
    /** What it reads of a checkout, files and folders. */
    public static final List<String> DECLARATIONS =
            List.of("deploy/postgresql", "deploy/kafka", "deploy/keycloak/realm.json", DatabaseProvision.RIGHTS);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** One kind of declarations. */
    private record Part(String name, Work work) {}

    /** What applies them; it tells what was not as declared. */
    @FunctionalInterface
    private interface Work {
        void apply(Consumer<String> applied);
    }

    private final Home home = Home.find();
    private final ProvisionSettings settings;
    private final Duration patience;
    private final Consumer<String> output;

    Provision(Map<String, String> environment, Duration patience, Consumer<String> output) {
        this.settings = new ProvisionSettings(environment);
        this.patience = patience;
        this.output = output;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), PATIENCE, System.out::println, System.err::println));
    }

    /** The exit code. */
    static int run(
            List<String> names,
            Map<String, String> environment,
            Duration patience,
            Consumer<String> output,
            Consumer<String> errors) {
        try {
            new Provision(environment, patience, output).apply(names);
            return 0;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException wrong) {
            errors.accept(String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " "));
            return 1;
        }
    }

    private void apply(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is named to apply: name databases, topics, realm, or some of them.");
        }
        // All settings are read before anything is applied.
        var parts = new ArrayList<Part>();
        for (String name : names) {
            parts.add(new Part(
                    name,
                    switch (name) {
                        case "databases" -> databases();
                        case "topics" -> topics();
                        case "realm" -> realm();
                        default ->
                            throw new IllegalArgumentException(
                                    "'" + name + "' is not known: name databases, topics, realm, or some of them.");
                    }));
        }
        parts.forEach(this::apply);
    }

    private Work databases() {
        Secrets secrets = settings.secrets();
        DatabaseAddress cluster = settings.database();
        String administrator = settings.databaseAdministrator();
        String password = secrets.get("database.administrator");
        var provision = new DatabaseProvision(home, secrets);
        return applied -> {
            if (!provision.apply(cluster, administrator, password, applied)) {
                output.accept(
                        "databases: " + administrator + " is no superuser, so deploy/postgresql/cluster.sql (the role"
                                + " audit, and who may enter postgres and template1) is left to somebody who is");
            }
        };
    }

    private Work topics() {
        Secrets secrets = settings.secrets();
        BrokerAddress cluster = settings.broker();
        String administrator = settings.brokerAdministrator();
        String password = secrets.get("kafka.administrator");
        var provision = new KafkaProvision(home, secrets);
        int copies = settings.copies().orElseGet(provision::copies);
        return applied -> provision.apply(cluster, administrator, password, _ -> copies, applied);
    }

    private Work realm() {
        Secrets secrets = settings.secrets();
        URI keycloak = settings.keycloak();
        @Nullable Path authority = settings.keycloakAuthority();
        Path clients = settings.clients();
        var provision = new RealmProvision(home, secrets, keycloak, authority);
        return applied -> provision.apply(List.of(clients), applied);
    }

    private void apply(Part part) {
        var changes = new AtomicInteger();
        long end = System.nanoTime() + patience.toNanos();
        String waitedFor = "";
        while (true) {
            try {
                part.work().apply(change -> {
                    int _ = changes.incrementAndGet();
                    output.accept(part.name() + ": " + change);
                });
                break;
            } catch (ServerAway away) {
                String reason = String.valueOf(away.getMessage());
                if (System.nanoTime() >= end) {
                    throw new IllegalStateException(
                            part.name() + " could not be applied within " + patience.toSeconds() + " s: " + reason,
                            away);
                }
                if (!reason.equals(waitedFor)) {
                    output.accept(part.name() + ": waiting, " + reason);
                    waitedFor = reason;
                }
            }
            Wait.pause(PAUSE);
        }
        if (changes.get() == 0) {
            output.accept(part.name() + ": nothing new");
        }
    }
}
