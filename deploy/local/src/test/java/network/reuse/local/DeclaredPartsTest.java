package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Topics;
import network.reuse.servers.DeclaredParts;
import network.reuse.servers.Home;
import network.reuse.servers.KafkaProvision;
import network.reuse.servers.Service;
import org.junit.jupiter.api.Test;

/** What a service assumes, and what the documents say, is what {@code parts.txt} declares. */
class DeclaredPartsTest {
    private static final Path ROOT = Home.find().root();
    private static final Pattern OWN_PORTS = Pattern.compile("on port (\\d+) \\(management (\\d+)\\)");

    @Test
    void aServiceListensWhereItIsDeclaredUnlessItIsToldOtherwise() throws IOException {
        for (Service service : Service.ALL) {
            Properties settings = properties(service.module() + "/src/main/resources/application.properties");
            assertThat(settings)
                    .as(service.name())
                    .containsEntry("quarkus.application.name", service.name())
                    .containsEntry(
                            "quarkus.http.port",
                            Integer.toString(service.usual().callers()))
                    .containsEntry(
                            "quarkus.management.port",
                            Integer.toString(service.usual().management()))
                    .containsEntry(
                            "reuse.operator.port",
                            Integer.toString(service.usual().operator()));
            assertThat(Boolean.parseBoolean(settings.getProperty("reuse.people.kept")))
                    .as(service.name())
                    .isEqualTo(service.keepsPeople());
            for (Service other : service.tellAddressesOf()) {
                assertThat(settings)
                        .containsEntry(
                                "reuse." + other.name() + ".url",
                                "http://localhost:" + other.usual().callers());
            }
        }
    }

    @Test
    void theGatewayTellsTheRegionsThatHaveATopic() throws IOException {
        String told = properties("gateway/src/main/resources/application.properties")
                .getProperty("reuse.regional-topics.regions");
        assertThat(told.split(","))
                .extracting(Topics::eventsOf)
                .containsExactlyInAnyOrderElementsOf(KafkaProvision.topics().keySet().stream()
                        .filter(Topics::isOfRegion)
                        .toList());
    }

    @Test
    void everyServiceHasItsDatabaseAndItsKeysWhereItKeepsPeople() throws IOException {
        Set<String> needed = new TreeSet<>(Set.of("keycloak"));
        for (Service service : Service.ALL) {
            needed.add(service.name());
            if (service.keepsPeople()) {
                needed.add(service.name() + "_keys");
            }
        }
        JsonNode declared = new ObjectMapper()
                .readTree(ROOT.resolve("deploy/postgresql/databases.json").toFile());

        assertThat(declared.findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(needed);
        for (JsonNode database : declared) {
            String name = database.get("name").asText();
            assertThat(database.get("audited").asBoolean())
                    .as("the audit reads " + name)
                    .isEqualTo(Service.ALL.stream()
                            .anyMatch(service -> service.name().equals(name)));
        }
    }

    @Test
    void everyServiceIsAModule() throws IOException {
        String modules = Files.readString(ROOT.resolve("pom.xml"));
        for (Service service : Service.ALL) {
            assertThat(modules).contains("<module>" + service.module() + "</module>");
        }
    }

    @Test
    void everyServiceThatPublishesRuns() {
        assertThat(Publisher.ALL.stream().map(Publisher::service).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Service.ALL.stream().map(Service::name).toList());
    }

    @Test
    void aServiceLooksForTheServersWhereTheyAreDeclared() throws IOException {
        Map<String, Integer> servers = DeclaredParts.read().servers();
        assertThat(properties("service-defaults/src/main/resources/META-INF/microprofile-config.properties"))
                .containsEntry("reuse.database.port", String.valueOf(servers.get("postgresql")))
                .containsEntry("reuse.kafka.bootstrap", "localhost:" + servers.get("kafka"))
                .containsEntry("reuse.oidc.url", "http://localhost:" + servers.get("keycloak") + "/realms/reuse");
    }

    @Test
    void theDocumentsSayTheSamePorts() throws IOException {
        String runbooks = Files.readString(ROOT.resolve("deploy/runbooks/README.md"));
        for (Service service : Service.ALL) {
            assertThat(runbooks.toLowerCase(Locale.ROOT))
                    .contains(service.name() + " " + service.usual().operator());
            Path own = ROOT.resolve(service.module()).resolve("README.md");
            Matcher said = OWN_PORTS.matcher(Files.exists(own) ? Files.readString(own) : "");
            while (said.find()) {
                assertThat(said.group(1))
                        .as(service.name())
                        .isEqualTo(Integer.toString(service.usual().callers()));
                assertThat(said.group(2))
                        .as(service.name())
                        .isEqualTo(Integer.toString(service.usual().management()));
            }
        }
    }

    @Test
    void aServiceThatIsNotDeclaredIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> Service.named("delivery"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("collection");
    }

    private static Properties properties(String file) throws IOException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(ROOT.resolve(file))) {
            properties.load(in);
        }
        return properties;
    }
}
