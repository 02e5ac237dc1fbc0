package network.reuse.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void whatIsLostOrFullPassesByItself() {
        for (Throwable failure : List.of(
                new IOException("Broken pipe"),
                new IOException("Connection reset by peer"),
                new SocketException("Connection reset"),
                new ConnectException("refused"),
                new ClosedChannelException(),
                new TimeoutException(),
                new VertxException("Connection was closed", true),
                new NoStackTraceThrowable("Timeout"),
                new SQLException("away", "08006"),
                new PgException("full", "FATAL", "53300", null),
                new PgException("starting", "FATAL", "57P03", null))) {
            assertThat(Problems.isAway(failure)).as("%s", failure).isTrue();
            assertThat(Problems.isAway(new CompletionException(failure)))
                    .as("the cause %s", failure)
                    .isTrue();
        }
    }

    @Test
    void whatIsWrongInTheProgramOrInTheDataDoesNot() {
        for (Throwable failure : List.of(
                new IllegalStateException("wrong"),
                new FileNotFoundException("missing"),
                new JsonParseException(null, "not JSON"),
                new NoStackTraceThrowable("something else"),
                new SQLException("unique", "23505"),
                new PgException("unique", "ERROR", "23505", null))) {
            assertThat(Problems.isAway(failure)).as("%s", failure).isFalse();
        }
    }
}
