package network.reuse.defaults.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.reuse.servers.Certificates;
import network.reuse.servers.Folder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vert.x's client against a server that agrees to TLS as PostgreSQL does and takes down what it is told then. */
class ServerTlsTest {
    private static final int SSL_REQUEST_BYTES = 8;
    private static final Vertx VERTX = Vertx.vertx();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private static Path authority = Path.of("");
    private static Path anotherAuthority = Path.of("");
    private static int port;

    @BeforeAll
    static void listen(@TempDir Path folder) throws Exception {
        authority = Certificates.of(new Folder(folder.resolve("own"))).authority();
        anotherAuthority = Files.writeString(folder.resolve("another.pem"), TlsSettingsTest.CERTIFICATE);
        String keyAndCertificate = authority.resolveSibling("postgresql.pem").toString();
        NetServer server = result(VERTX.createNetServer(new NetServerOptions()
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addKeyPath(keyAndCertificate)
                                .addCertPath(keyAndCertificate)))
                .connectHandler(socket -> socket.handler(said -> answer(socket, said)))
                .listen(0, "0.0.0.0"));
        port = server.actualPort();
    }

    private static void answer(NetSocket socket, Buffer said) {
        if (said.length() == SSL_REQUEST_BYTES) {
            var _ = socket.write("S").compose(_ -> socket.upgradeToSsl());
        } else {
            TOLD.add(said.toString());
            var _ = socket.close();
        }
    }

    @AfterAll
    static void end() throws Exception {
        var _ = result(VERTX.close());
    }

    @Test
    void whoIsToldOfTheAuthorityTalksToTheServer() throws Exception {
        for (String host : List.of("localhost", "127.0.0.1")) {
            var _ = failure(host, authority);
            assertThat(TOLD).as(host).anyMatch(said -> said.contains("through-" + host));
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsToldNothing() throws Exception {
        assertThat(failure("localhost", anotherAuthority)).hasStackTraceContaining("SSL handshake failed");
        assertThat(TOLD).noneMatch(said -> said.contains("through-localhost-" + anotherAuthority));
    }

    @Test
    void aServerWithTheNameOfAnotherHostIsToldNothing() throws Exception {
        assertThat(failure("127.0.0.2", authority)).hasStackTraceContaining("SSL handshake failed");
        assertThat(TOLD).noneMatch(said -> said.contains("through-127.0.0.2"));
    }

    private static Throwable failure(String host, Path trusted) throws Exception {
        PgConnectOptions options = ServerTls.of("reuse.people.database", "verify-full", trusted.toString())
                .on(PgConnectOptions.fromUri("postgresql://" + host + ":" + port + "/collection_keys"))
                .setUser("through-" + host + "-" + trusted)
                .setPassword("secret");
        try {
            var _ = result(PgConnection.connect(VERTX, options));
        } catch (ExecutionException refused) {
            return refused;
        }
        throw new AssertionError("a server that answers nothing has let somebody in");
    }

    private static <T> T result(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
