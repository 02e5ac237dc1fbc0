package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class KafkaServerTest {

    @Test
    void aBrokerThatTakesConnectionsAndNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            boolean answers =
                    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> answers(silent.getLocalPort()));
            assertThat(answers).isFalse();
        }
    }

    @Test
    void aPortThatNobodyListensOnDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(answers(port)).isFalse();
    }

    private static boolean answers(int port) {
        return KafkaServer.answers(port, new BrokerAddress("127.0.0.1:" + port, null), "any");
    }
}
