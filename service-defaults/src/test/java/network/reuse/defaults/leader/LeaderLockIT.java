package network.reuse.defaults.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.Test;

/** Which of several processes leads, on a real database. */
class LeaderLockIT {
    private static final String ROLE = "collection_worker";

    @Test
    void oneLeadsAtATimeAndAnotherWhenItEnds() throws SQLException {
        try (LeaderLock second = open("second", 1)) {
            try (LeaderLock first = open("first", 1)) {
                assertThat(first.leads()).isTrue();
                assertThat(second.leads()).isFalse();
                assertThat(first.leads()).isTrue();
                try (LeaderLock elsewhere = open("elsewhere", 2)) {
                    assertThat(elsewhere.leads()).isTrue();
                }
            }
            await("the lock to be free").until(second::leads);
        }
    }

    @Test
    void aLeaderWhoseSessionWasEndedIsToldSoAtItsNextQuestion() throws SQLException {
        try (LeaderLock first = open("ended", 3);
                LeaderLock second = open("follows", 3)) {
            assertThat(first.leads()).isTrue();
            try (Connection other = DriverManager.getConnection(
                            backends().jdbcUrl("collection"), ROLE, backends().databasePassword(ROLE));
                    Statement statement = other.createStatement()) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ended'");
            }
            await("the lock to be free").until(second::leads);
            assertThatThrownBy(first::leads).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aLeaderThatFallsSilentLosesTheLock() throws SQLException {
        try (LeaderLock silent = open("silent", 4);
                LeaderLock second = open("asks", 4)) {
            assertThat(silent.leads()).isTrue();
            await("the silent session to end")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(second::leads);
            assertThatThrownBy(silent::leads).isInstanceOf(SQLException.class);
        }
    }

    private static LeaderLock open(String name, long key) throws SQLException {
        return new LeaderLocks(
                        backends().jdbcUrl("collection"), ROLE, backends().databasePassword(ROLE))
                .open(name, key, "");
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }
}
