package network.reuse.defaults.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseSessionTest {
    static Stream<Throwable> losses() {
        return Stream.of(
                new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"),
                new VertxException("Connection was closed"),
                ClosedConnectionException.INSTANCE,
                new SocketException("Connection reset"),
                new PgException("terminating connection due to administrator command", "FATAL", "57P01", null));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aSessionThatHasEndedIsLost(Throwable failure) {
        assertThat(DatabaseSession.isLost(failure)).isTrue();
    }

    @Test
    void whatFailedOnASessionThatLivesOrBeforeThereIsOneIsNoLoss() {
        assertThat(Stream.of(
                        new NoStackTraceThrowable("Timeout"),
                        new VertxException("Parameter at position[0] cannot be bound"),
                        new ConnectException("Connection refused"),
                        new PgException("division by zero", "ERROR", "22012", null)))
                .noneMatch(DatabaseSession::isLost);
    }
}
