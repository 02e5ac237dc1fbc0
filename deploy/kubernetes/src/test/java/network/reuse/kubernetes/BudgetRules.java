package network.reuse.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import network.reuse.servers.Service;

/** Sums that have to fit. */
final class BudgetRules {
    /** The relay reads with the session that holds its leader lock, in each process; the gateway has a second such lock. */
    private static final int LEADER_LOCKS = 2;

    /** PostgreSQL keeps three for its superuser; the operator, its exporter and each instance's status use a few. */
    private static final int OPERATORS = 12;

    /** What a process needs to give back what it holds, measured. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(7);

    private BudgetRules() {}

    /** Each cluster of databases has a connection for everybody who may want one, also while pods are replaced. */
    static Stream<String> connections(Manifests manifests) {
        Map<String, Map<String, Integer>> wanted = new LinkedHashMap<>();
        wanted.put("postgresql", new LinkedHashMap<>(Map.of("operators", OPERATORS)));
        wanted.put("keys", new LinkedHashMap<>(Map.of("operators", OPERATORS)));
        for (Service service : Service.ALL) {
            Settings settings = Settings.of(service);
            JsonNode spec =
                    manifests.find("Deployment", service.name()).orElseThrow().spec();
            int pods = spec.path("replicas").asInt()
                    + spec.at("/strategy/rollingUpdate/maxSurge").asInt();
            int each = settings.number("quarkus.datasource.reactive.max-size")
                    + settings.number("quarkus.datasource.worker.reactive.max-size")
                    + LEADER_LOCKS;
            wanted.get("postgresql")
                    .put(service.name(), pods * each + settings.number("quarkus.datasource.migration.jdbc.max-size"));
            if (service.keepsPeople()) {
                wanted.get("keys")
                        .put(
                                service.name(),
                                pods * settings.number("reuse.people.database.max-size")
                                        + settings.number("quarkus.datasource.keys.jdbc.max-size"));
            }
        }
        manifests
                .all("Keycloak")
                .forEach(keycloak -> wanted.get("postgresql")
                        .put(
                                "keycloak",
                                (keycloak.spec().path("instances").asInt() + 1)
                                        * keycloak.spec().at("/db/poolMaxSize").asInt(100)));
        manifests
                .all("DatabaseRole")
                .filter(role -> role.spec().has("connectionLimit"))
                .forEach(role -> wanted.get("postgresql")
                        .put(role.name(), role.spec().path("connectionLimit").asInt()));
        return wanted.entrySet().stream()
                .filter(cluster -> cluster.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        > most(manifests, cluster.getKey()))
                .map(cluster -> "more connections than the " + most(manifests, cluster.getKey()) + " of "
                        + cluster.getKey() + ": " + cluster.getValue());
    }

    private static int most(Manifests manifests, String cluster) {
        return manifests
                .find("Cluster", cluster)
                .map(found -> found.spec()
                        .at("/postgresql/parameters/max_connections")
                        .asInt())
                .orElse(0);
    }

    /** Whoever is told to end may answer on until nobody calls, finish what runs and give back what it holds. */
    static Stream<String> ends(Manifests manifests) {
        return Service.ALL.stream().flatMap(service -> {
            Resource deployment = manifests.find("Deployment", service.name()).orElseThrow();
            Map<String, String> told = EnvironmentRules.environment(manifests, deployment);
            Duration delay = Duration.parse(told.getOrDefault("REUSE_SHUTDOWN_DELAY", "PT0S"));
            Duration finish = Duration.parse(Settings.of(service).values().getProperty("quarkus.shutdown.timeout"));
            Duration grace = Duration.ofSeconds(
                    deployment.pod().path("terminationGracePeriodSeconds").asLong(30));
            JsonNode probe = deployment.containers().getFirst().path("readinessProbe");
            Duration noticed =
                    Duration.ofSeconds((long) probe.path("periodSeconds").asInt()
                            * probe.path("failureThreshold").asInt());
            Duration needed = delay.plus(finish).plus(LAST_WORDS);
            return Stream.of(
                            grace.compareTo(needed) < 0
                                    ? deployment + " is killed after " + grace + " and may need " + needed
                                    : "",
                            delay.compareTo(noticed) <= 0
                                    ? deployment + " answers for " + delay + " and is called for " + noticed
                                    : "")
                    .filter(sentence -> !sentence.isEmpty());
        });
    }
}
