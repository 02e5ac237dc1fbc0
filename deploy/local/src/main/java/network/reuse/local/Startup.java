package network.reuse.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import network.reuse.servers.DatabaseProvision;
import network.reuse.servers.Home;
import network.reuse.servers.KafkaProvision;
import network.reuse.servers.KafkaServer;
import network.reuse.servers.KeycloakServer;
import network.reuse.servers.PostgresServer;
import network.reuse.servers.RealmProvision;
import network.reuse.servers.Secrets;
import network.reuse.servers.Server;

/** Starts a network's servers and services beside each other, each as soon as what it needs is ready, and provisions them. */
final class Startup {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_TAKE_OVER = Duration.ofMinutes(5);

    private final Home home;
    private final Secrets secrets;
    private final PostgresServer database;
    private final KafkaServer broker;
    private final KeycloakServer keycloak;
    private final boolean testing;
    private final boolean takingOver;
    private final Consumer<String> progress;

    /**
     * Starts nothing yet.
     *
     * @param testing whether the realm gets the clients that only tests may have
     * @param takingOver whether a network runs already: its steps are tried until they succeed
     */
    Startup(
            Home home,
            Secrets secrets,
            PostgresServer database,
            KafkaServer broker,
            KeycloakServer keycloak,
            boolean testing,
            boolean takingOver,
            Consumer<String> progress) {
        this.home = home;
        this.secrets = secrets;
        this.database = database;
        this.broker = broker;
        this.keycloak = keycloak;
        this.testing = testing;
        this.takingOver = takingOver;
        this.progress = progress;
    }

    /** Returns when all is ready. */
    void run(Collection<ServiceProcess> services) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                starting(services, executor).join();
            } catch (CompletionException failed) {
                // The first failure ends the waiting for all others.
                executor.shutdownNow();
                throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
            }
        }
    }

    private CompletableFuture<Void> starting(Collection<ServiceProcess> services, ExecutorService executor) {
        var prepared = CompletableFuture.runAsync(
                () -> step("Keycloak unpacked and built", () -> {
                    var _ = keycloak.prepare();
                }),
                executor);
        var databaseReady = CompletableFuture.runAsync(
                () -> retryWhileTakingOver(() -> {
                    startAndAwait(database);
                    step("databases and roles", () -> new DatabaseProvision(home, secrets).apply(database));
                }),
                executor);
        var brokerReady = CompletableFuture.runAsync(
                () -> retryWhileTakingOver(() -> {
                    startAndAwait(broker);
                    step("topics and rights", () -> new KafkaProvision(home, secrets).apply(broker));
                }),
                executor);
        var keycloakReady = CompletableFuture.allOf(databaseReady, prepared)
                .thenRunAsync(
                        () -> retryWhileTakingOver(() -> {
                            startAndAwait(keycloak);
                            step("realm and clients", this::applyRealm);
                        }),
                        executor);
        var all = new ArrayList<CompletableFuture<Void>>(List.of(brokerReady, keycloakReady));
        for (ServiceProcess service : services) {
            all.add(CompletableFuture.allOf(databaseReady, brokerReady)
                    .thenRunAsync(() -> retryWhileTakingOver(() -> startAndAwait(service)), executor));
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

    private void applyRealm() {
        var files = new ArrayList<>(List.of(home.declaration("keycloak/demo-partners.json")));
        if (testing) {
            files.add(home.declaration("keycloak/test-clients.json"));
        }
        if (!new RealmProvision(home, secrets, keycloak.uri()).apply(files)) {
            progress.accept("the realm is as declared already");
        }
    }

    /** A start from nothing fails at once and says why; one that takes a running network over tries until it succeeds. */
    void retryWhileTakingOver(Runnable step) {
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
                progress.accept("tried again: " + said.lines().findFirst().orElse(said));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void startAndAwait(Server server) {
        startAndAwait(server, progress);
    }

    /** Starts a server unless it runs, and tells how long it took until it answered. */
    static void startAndAwait(Server server, Consumer<String> progress) {
        long begin = System.nanoTime();
        boolean found = server.pid().isPresent();
        server.start();
        var waited = server.awaitReady();
        progress.accept(server.name() + (found ? " found" : " ready") + " after " + seconds(System.nanoTime() - begin)
                + " (" + seconds(waited.toNanos()) + " of it waiting for its answer)");
    }

    void step(String what, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        progress.accept(what + " after " + seconds(System.nanoTime() - begin));
    }

    static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }
}
