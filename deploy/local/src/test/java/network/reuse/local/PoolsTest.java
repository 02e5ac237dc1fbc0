package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.servers.Home;
import network.reuse.servers.KeycloakServer;
import network.reuse.servers.PostgresServer;
import network.reuse.servers.Service;
import org.junit.jupiter.api.Test;

/** PostgreSQL has a connection for everybody who may want one, also while a new release replaces the former. */
class PoolsTest {
    /** Two replicas of each, and one more while they are replaced. */
    private static final int AT_ONCE = 2 + 1;

    /** The relay reads with the session that holds its leader lock, in each replica; the gateway has a second such lock. */
    private static final int LEADER_LOCKS = 2;

    /** Those that PostgreSQL keeps for its superuser, by default. */
    private static final int SUPERUSER = 3;

    private static final Path ROOT = Home.find().root();

    @Test
    void allPoolsTogetherStayBelowWhatPostgresqlAccepts() throws IOException {
        Map<String, Integer> most = new LinkedHashMap<>();
        for (Service service : Service.ALL) {
            Properties settings = settings(service);
            int one = number(settings, "quarkus.datasource.reactive.max-size")
                    + number(settings, "quarkus.datasource.worker.reactive.max-size")
                    + LEADER_LOCKS;
            int migrationJob = number(settings, "quarkus.datasource.migration.jdbc.max-size");
            Set<String> counted = new HashSet<>(Set.of(
                    "quarkus.datasource.reactive.max-size",
                    "quarkus.datasource.worker.reactive.max-size",
                    "quarkus.datasource.migration.jdbc.max-size",
                    "reuse.people.database.max-size"));
            if (service.keepsPeople()) {
                counted.add("quarkus.datasource.keys.jdbc.max-size");
                one += number(settings, "reuse.people.database.max-size");
                migrationJob += number(settings, "quarkus.datasource.keys.jdbc.max-size");
            }
            assertThat(settings.stringPropertyNames())
                    .as("pools of %s that nobody has counted here", service.name())
                    .filteredOn(name -> name.endsWith(".max-size"))
                    .containsExactlyInAnyOrderElementsOf(counted);
            most.put(service.name(), one * AT_ONCE + migrationJob);
        }
        most.put("keycloak", KeycloakServer.MOST_CONNECTIONS * AT_ONCE);
        most.put("audit", auditsLimit());
        most.put("superuser", SUPERUSER);

        assertThat(most.values().stream().mapToInt(Integer::intValue).sum())
                .as("connections of %s", most)
                .isLessThan(PostgresServer.MOST_CONNECTIONS);
    }

    private static int auditsLimit() {
        Matcher limit = Pattern.compile("alter role audit .* connection limit (\\d+);")
                .matcher(Home.find().text("postgresql/cluster.sql"));
        assertThat(limit.find()).isTrue();
        return Integer.parseInt(limit.group(1));
    }

    private static int number(Properties settings, String name) {
        return Integer.parseInt(settings.getProperty(name));
    }

    /** What a service is built with: the defaults of all, and its own over them. */
    private static Properties settings(Service service) throws IOException {
        Properties settings = new Properties();
        for (Path file : new Path[] {
            ROOT.resolve("service-defaults/src/main/resources/META-INF/microprofile-config.properties"),
            ROOT.resolve(service.module()).resolve("src/main/resources/application.properties")
        }) {
            try (Reader in = Files.newBufferedReader(file)) {
                settings.load(in);
            }
        }
        return settings;
    }
}
