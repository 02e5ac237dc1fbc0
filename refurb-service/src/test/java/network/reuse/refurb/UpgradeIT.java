package network.reuse.refurb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import network.reuse.contracts.Channels;
import network.reuse.defaults.testing.FormerDatabase;
import network.reuse.defaults.testing.PackagedService;
import network.reuse.defaults.testing.PackagedService.Answer;
import network.reuse.defaults.testing.RegisteredOrganisation;
import network.reuse.refurb.persistence.Devices;
import network.reuse.servers.TcpProxy;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server, and a process that came before its database was migrated. */
class UpgradeIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DATABASE = "late_refurb";
    private static final String GROUP = "refurb.late";

    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase.before("refurb", "V4__owners_and_attributes.sql", "files")
                .with("device", Devices.TABLE.states(), UnaryOperator.identity())
                .isReadToday();
    }

    @Test
    void aProcessWaitsForTheDatabaseAndForTheMigrationJobAndThenBeginsWithoutARestart() throws Exception {
        TestBackends backends = TestBackends.start("refurb");
        UUID organisation = UUID.randomUUID();
        register(backends, organisation);
        String url = backends.emptyDatabase(DATABASE, "refurb");
        Map<String, String> variables = new HashMap<>(PackagedService.variables(backends));
        variables.put("REUSE_DATABASE_NAME", DATABASE);
        variables.put(
                "REUSE_FILES_FOLDER",
                Path.of("target", "files").toAbsolutePath().toString());
        Map<String, String> ofJob = new HashMap<>(variables);
        ofJob.put("REUSE_DATABASE_OWNER_PASSWORD", backends.databasePassword("refurb_owner"));
        try (TcpProxy proxy = new TcpProxy("127.0.0.1", Integer.parseInt(variables.get("REUSE_DATABASE_PORT")))) {
            variables.put("REUSE_DATABASE_PORT", Integer.toString(proxy.port()));
            try (PackagedService process = PackagedService.start(variables, groupsOfItsOwn())) {
                await("the open port")
                        .atMost(SOON)
                        .ignoreExceptions()
                        .untilAsserted(
                                () -> assertThat(process.get("/q/health/live").status())
                                        .isEqualTo(200));
                assertThat(ready(process).status()).isEqualTo(503);
                assertThat(ready(process).body()).contains("cannot be reached");

                var _ = proxy.open();
                await("what the database lacks")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(ready(process).body()).contains(DATABASE + " lacks"));
                assertThat(ready(process).status()).isEqualTo(503);
                assertThat(process.get("/q/health/live").status()).isEqualTo(200);
                assertThat(process.get("/q/metrics").body()).contains("reuse_relay_leading 0.0");
                assertThat(groups(backends)).noneMatch(group -> group.startsWith(GROUP));

                assertThat(PackagedService.migrate(ofJob)).isZero();

                await("to be ready")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(ready(process).status()).isEqualTo(200));
                await("what is said on Kafka").atMost(SOON).until(() -> knows(backends, url, organisation));
                await("to lead")
                        .atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(process.get("/q/metrics").body()).contains("reuse_relay_leading 1.0"));
                assertThat(process.isUp()).isTrue();
            }
        }
    }

    private static Answer ready(PackagedService process) throws Exception {
        return process.get("/q/health/ready");
    }

    /** It shares no group with the service under test, and is told nothing that it would answer on Kafka. */
    private static List<String> groupsOfItsOwn() {
        return List.of(
                "-Dmp.messaging.incoming." + Channels.ORGANISATIONS + ".group.id=" + GROUP,
                "-Dmp.messaging.incoming." + Channels.COLLECTION_EVENTS + ".group.id=" + GROUP + "-collection",
                "-Dmp.messaging.incoming." + Channels.COLLECTION_EVENTS + ".auto.offset.reset=latest",
                "-Dmp.messaging.incoming." + Channels.ALLOCATION_EVENTS + ".group.id=" + GROUP + "-allocation",
                "-Dmp.messaging.incoming." + Channels.ALLOCATION_EVENTS + ".auto.offset.reset=latest");
    }

    private static void register(TestBackends backends, UUID organisation) throws Exception {
        ConsumerRecord<String, byte[]> message =
                RegisteredOrganisation.first(1, organisation).getFirst().message();
        try (KafkaProducer<String, byte[]> gateway = new KafkaProducer<>(
                backends.kafkaClient("gateway"), new StringSerializer(), new ByteArraySerializer())) {
            assertThat(gateway.send(new ProducerRecord<>(
                                    message.topic(), null, message.key(), message.value(), message.headers()))
                            .get()
                            .hasOffset())
                    .isTrue();
        }
    }

    private static List<String> groups(TestBackends backends) throws Exception {
        try (Admin admin = Admin.create(backends.kafkaClient("admin"))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
        }
    }

    private static boolean knows(TestBackends backends, String url, UUID organisation) throws SQLException {
        try (Connection owner =
                        DriverManager.getConnection(url, "refurb_owner", backends.databasePassword("refurb_owner"));
                Statement statement = owner.createStatement();
                ResultSet found =
                        statement.executeQuery("select from organisation where id = '" + organisation + "'")) {
            return found.next();
        }
    }
}
