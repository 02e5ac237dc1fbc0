package network.reuse.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Visibility;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States of former and later versions in a real table, under a real command. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class StoredStatesIT {
    sealed interface Kettle {
        UUID owner();

        record Cold(UUID owner, int litres) implements Kettle {}

        record Hot(UUID owner, int litres) implements Kettle {}
    }

    private static final UUID OWNER = UUID.randomUUID();

    /** Version 1 counted in decilitres. */
    private static final AggregateTable<Kettle, CollectionEvent> TABLE = new AggregateTable<>(
            "kettle",
            "kettle",
            Publisher.COLLECTION,
            StateCodec.of(Kettle.class, StoredStatesIT::inLitres),
            kettle -> new Visibility(
                    Set.of(kettle.owner()), Set.of(kettle.owner()), new Territory("44", "67", null), Environment.LIVE),
            List.of());

    private final Commit commit;

    @Inject
    StoredStatesIT(Commit commit) {
        this.commit = commit;
    }

    private static ObjectNode inLitres(String status, ObjectNode state) {
        return state.put("litres", state.remove("decilitres").asInt() / 10);
    }

    @BeforeEach
    void makeTheTable() throws SQLException {
        asOwner("call create_aggregate('kettle', 'label text', array['NEW>COLD', 'COLD>HOT', 'HOT>HOT'])");
    }

    @AfterEach
    void dropTheTable() throws SQLException {
        asOwner("drop table kettle, kettle_move");
    }

    @Test
    void aStateOfVersionOneIsReadAndWrittenInVersionTwoByTheNextCommand() throws Exception {
        UUID kettle = stored("{\"owner\":\"" + OWNER + "\",\"decilitres\":20}");

        assertThat(boil(kettle, 1)).isEqualTo("{\"litres\":2}");
        assertThat(row(kettle)).isEqualTo("HOT 2 {\"stateVersion\":2,\"owner\":\"" + OWNER + "\",\"litres\":2}");

        assertThat(boil(kettle, 2)).isEqualTo("{\"litres\":2}");
    }

    @Test
    void aStateOfALaterVersionIsRefusedAndStays() throws Exception {
        String later = "{\"stateVersion\":3,\"owner\":\"" + OWNER + "\",\"millilitres\":2000}";
        UUID kettle = stored(later);

        assertThatThrownBy(() -> boil(kettle, 1))
                .hasStackTraceContaining("a state of Kettle of status COLD is of version 3, and version 2 is the newest"
                        + " that this release reads: start the release that wrote it");
        assertThat(row(kettle)).isEqualTo("COLD 1 " + later);
    }

    private String boil(UUID kettle, long version) {
        Command command = new Command(
                new Caller(OWNER, "test", Set.of(), Set.of(), Environment.LIVE),
                UUID.randomUUID().toString(),
                "any",
                UUID.randomUUID(),
                null,
                Instant.now(),
                Language.FRENCH);
        return commit.change(
                        new VersionedCommand(command, version),
                        TABLE,
                        kettle,
                        null,
                        state -> Decision.of(
                                switch (state) {
                                    case Kettle.Cold cold -> new Kettle.Hot(cold.owner(), cold.litres());
                                    case Kettle.Hot hot -> hot;
                                }),
                        stored -> Map.of(
                                "litres",
                                switch (stored.state()) {
                                    case Kettle.Cold cold -> cold.litres();
                                    case Kettle.Hot hot -> hot.litres();
                                }))
                .await()
                .indefinitely()
                .body();
    }

    private static UUID stored(String state) throws SQLException {
        UUID id = UUID.randomUUID();
        asOwner("insert into kettle values ('" + id + "', 1, 0, 'NEW', 'COLD', '" + state + "', '{" + OWNER + "}', '{"
                + OWNER + "}', 'LIVE', now())");
        return id;
    }

    private static String row(UUID id) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(
                        "select concat_ws(' ', status, version, state) from kettle where id = '" + id + "'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection owner() throws SQLException {
        TestBackends backends = NetworkResource.backends("collection");
        return DriverManager.getConnection(
                backends.jdbcUrl("collection"), "collection_owner", backends.databasePassword("collection_owner"));
    }
}
