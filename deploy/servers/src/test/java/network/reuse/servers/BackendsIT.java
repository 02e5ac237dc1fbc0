package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsIT {
    /** A host with a name of its own, which the servers' certificates do not bear. */
    private static final String OTHER_HOST = "127.0.0.2";

    private static TestBackends backends;

    @BeforeAll
    static void start() {
        backends = TestBackends.startWithTls("collection");
    }

    @Test
    void aServiceReachesItsOwnDatabaseAndNoOther() throws SQLException {
        try (Connection own = connect("collection", "collection_api")) {
            assertThat(own.isValid(2)).isTrue();
        }
        assertThatThrownBy(() -> connect("refurb", "collection_api")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("postgres", "collection_api")).hasMessageContaining("permission denied");
    }

    @Test
    void everyRoleReachesTheDatabasesThatItNeedsAndNoOther() throws Exception {
        JsonNode declared = new ObjectMapper().readTree(Home.find().text("postgresql/databases.json"));
        Map<String, Set<String>> needed = new TreeMap<>();
        Set<String> databases = new TreeSet<>(Set.of("postgres", "template1"));
        for (JsonNode database : declared) {
            String name = database.get("name").asText();
            databases.add(name);
            database.get("roles").forEach(role -> needed.put(name + "_" + role.asText(), Set.of(name)));
        }
        needed.put("audit", Set.of("gateway", "collection", "refurb", "allocation", "mediation"));

        // A cluster that was made when the audit reached everything is mended by the next start.
        try (Connection superuser = connect("postgres", "postgres");
                var statement = superuser.createStatement()) {
            for (String database : databases) {
                statement.execute("grant connect, temporary on database " + database + " to public, audit");
            }
        }
        backends.provisionDatabases();

        Map<String, Set<String>> reached = new TreeMap<>();
        for (String role : needed.keySet()) {
            Set<String> open = reached.computeIfAbsent(role, _ -> new TreeSet<>());
            for (String database : databases) {
                try (Connection _ = connect(database, role)) {
                    open.add(database);
                } catch (SQLException refused) {
                    assertThat(refused.getMessage()).contains("permission denied for database");
                }
            }
        }
        assertThat(reached).isEqualTo(needed);
        try (Connection superuser = connect("postgres", "postgres");
                var statement = superuser.createStatement();
                var rows = statement.executeQuery("select datname from pg_database where datallowconn"
                        + " and has_database_privilege('public', datname, 'connect, temporary, create')")) {
            assertThat(rows.next()).as("anybody reaches a database").isFalse();
        }
    }

    @Test
    void anAdministratorWhoIsNoSuperuserMakesDatabasesWhoseOwnersGiveTheRights() throws SQLException {
        String password = "administrator-of-a-test";
        try (Connection superuser = connect("postgres", "postgres");
                var statement = superuser.createStatement()) {
            statement.execute("create role administrator with login createrole createdb password '" + password + "'");
            statement.execute("grant connect on database postgres to administrator");
        }
        var provision = new DatabaseProvision(Home.find(), new Folder(backends.folder()).secrets(), """
                [{"name": "another", "roles": ["owner", "api", "worker"], "audited": true},
                 {"name": "another_keys", "roles": ["owner", "api"], "audited": false}]""");

        List<String> applied = new ArrayList<>();
        boolean superuser = provision.apply(backends.database().address(), "administrator", password, applied::add);
        assertThat(superuser).isFalse();
        assertThat(applied)
                .contains("made role another_api", "made database another_keys", "gave the rights in database another");
        applied.clear();
        boolean _ = provision.apply(backends.database().address(), "administrator", password, applied::add);
        assertThat(applied).isEmpty();

        for (String role : List.of("another_owner", "another_api", "another_worker", "audit")) {
            try (Connection own = connect("another", role)) {
                assertThat(own.isValid(2)).as(role).isTrue();
            }
        }
        for (String role : List.of("another_api", "another_worker", "audit", "collection_api", "administrator")) {
            assertThatThrownBy(() -> connect("another_keys", role)).as(role).isInstanceOf(SQLException.class);
        }
        try (Connection owner = connect("another", "another_owner");
                var statement = owner.createStatement()) {
            statement.execute("create table probe (id int)");
            assertThat(shown(owner, "idle_in_transaction_session_timeout")).isEqualTo("10min");
        }
        try (Connection api = connect("another", "another_api");
                var statement = api.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table other (id int)"))
                    .hasMessageContaining("permission denied");
            assertThat(shown(api, "idle_in_transaction_session_timeout")).isEqualTo("30s");
            assertThat(shown(api, "tcp_keepalives_idle")).isEqualTo("5");
        }
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + setting)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void onlyTheOwnerMakesTablesAndOnlyAuditReadsThemAll() throws SQLException {
        try (Connection owner = connect("refurb", "refurb_owner");
                var statement = owner.createStatement()) {
            statement.execute("create table if not exists probe (id int)");
        }
        try (Connection api = connect("refurb", "refurb_api");
                var statement = api.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table other (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("select * from probe"))
                    .hasMessageContaining("permission denied");
        }
        try (Connection audit = connect("refurb", "audit");
                var statement = audit.createStatement()) {
            assertThat(statement.execute("select * from probe")).isTrue();
            assertThatThrownBy(() -> statement.execute("insert into probe values (1)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aServiceWritesItsOwnTopicAndNoOther() throws Exception {
        try (var producer = producer("collection")) {
            assertThat(producer.send(new ProducerRecord<>("collection.events", "k", "v"))
                            .get()
                            .offset())
                    .isNotNegative();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("refurb.events", "k", "v"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aConsumerGroupBelongsToItsService() {
        try (var consumer = consumer("refurb", "collection-steals")) {
            consumer.subscribe(List.of("collection.events"));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(5)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void bothServersSurviveAKill() throws Exception {
        try (Connection owner = connect("collection", "collection_owner");
                var statement = owner.createStatement()) {
            statement.execute("create table if not exists survivor as select 7 as id");
        }
        try (var producer = producer("refurb")) {
            assertThat(producer.send(new ProducerRecord<>("refurb.events", 3, "k", "before"))
                            .get()
                            .partition())
                    .isEqualTo(3);
        }

        backends.killPostgres();
        backends.killKafka();
        assertThatThrownBy(() -> connect("collection", "collection_owner")).isInstanceOf(SQLException.class);
        backends.startPostgres();
        backends.startKafka();

        try (Connection owner = connect("collection", "collection_owner");
                var statement = owner.createStatement();
                var rows = statement.executeQuery("select id from survivor")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
        try (var consumer = consumer("collection", "collection-reads")) {
            consumer.assign(List.of(new TopicPartition("refurb.events", 3)));
            consumer.seekToBeginning(consumer.assignment());
            assertThat(consumer.poll(Duration.ofSeconds(10)))
                    .extracting("value")
                    .contains("before");
        }
    }

    @Test
    void whoSpeaksInClearTextIsRefused() {
        requireTls();
        var inClearText = new DatabaseAddress("127.0.0.1", databasePort(), null);
        assertThatThrownBy(() -> connect(inClearText)).hasMessageContaining("no encryption");

        assertThatThrownBy(() -> topics(new BrokerAddress(backends.kafkaBootstrap(), null)))
                .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
    }

    @Test
    void aServerIsNotBelievedByWhoTrustsAnotherAuthority(@TempDir Path elsewhere) throws Exception {
        requireTls();
        Path other = Certificates.of(new Folder(elsewhere.resolve("other")), List.of())
                .authority();

        assertThatThrownBy(() -> connect(new DatabaseAddress("127.0.0.1", databasePort(), other)))
                .hasStackTraceContaining("CertPathValidatorException");
        assertThatThrownBy(() -> topics(new BrokerAddress(backends.kafkaBootstrap(), other)))
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    @Test
    void aServerWhoseCertificateNamesAnotherHostIsNotBelieved() throws Exception {
        requireTls();
        Path authority = backends.authority();
        try (var host = new TcpProxy(OTHER_HOST, databasePort()).open()) {
            assertThatThrownBy(() -> connect(new DatabaseAddress(OTHER_HOST, host.port(), authority)))
                    .hasStackTraceContaining(OTHER_HOST)
                    .hasStackTraceContaining("verif");
        }
        int broker = Integer.parseInt(backends.kafkaBootstrap().split(":", -1)[1]);
        try (var host = new TcpProxy(OTHER_HOST, broker).open()) {
            assertThatThrownBy(() -> topics(new BrokerAddress(OTHER_HOST + ":" + host.port(), authority)))
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
        assertThat(topics(new BrokerAddress(backends.kafkaBootstrap(), authority)))
                .contains("collection.events");
    }

    @Test
    void keysOfServersAreTheirOwnersAloneAndTheAuthoritysIsGone() throws IOException {
        requireTls();
        Path folder = backends.folder().resolve("certificates");
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("authority.pem", "postgresql.pem", "kafka.pem");
        }
        assertThat(folder.resolve("authority.pem")).content().doesNotContain("PRIVATE KEY");
        for (String server : List.of("postgresql.pem", "kafka.pem")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(server)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void theSamePairServesTheWholeJvm() {
        TestBackends again = TestBackends.start("refurb");

        assertThat(again.kafkaBootstrap()).isEqualTo(backends.kafkaBootstrap());
        assertThat(again.environment()).containsEntry("REUSE_DATABASE_NAME", "refurb");
        assertThat(again.auditPassword()).isEqualTo(backends.auditPassword());
    }

    private static void requireTls() {
        assumeTrue(backends.authority() != null, "containers speak in clear text");
    }

    private static int databasePort() {
        return Integer.parseInt(backends.environment().get("REUSE_DATABASE_PORT"));
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return address.connect("collection", "collection_api", backends.databasePassword("collection_api"));
    }

    private static Set<String> topics(BrokerAddress address) throws ExecutionException, InterruptedException {
        String password = new Folder(backends.folder()).secrets().get("kafka.collection");
        var settings = new HashMap<>(address.client("collection", password));
        settings.put("request.timeout.ms", 2_000);
        settings.put("default.api.timeout.ms", 4_000);
        try (Admin admin = KafkaServer.admin(settings)) {
            return admin.listTopics().names().get();
        }
    }

    private static Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(backends.jdbcUrl(database), role, backends.databasePassword(role));
    }

    private static KafkaProducer<String, String> producer(String user) {
        return new KafkaProducer<>(backends.kafkaClient(user), new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(String user, String group) {
        Map<String, Object> settings = new HashMap<>(backends.kafkaClient(user));
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }
}
