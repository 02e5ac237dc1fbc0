package network.reuse.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import network.reuse.servers.Ports;
import org.jspecify.annotations.Nullable;

/**
 * Stands where collection-service would, and says what it was sent; where refurb-service would be, nobody answers. Where
 * mediation-service would be, it shows invitations: what is booked by means of one stays booked, as long as the test lasts. Where the
 * realm would register clients of the sandbox, it keeps them.
 */
public class FakeService implements QuarkusTestResourceLifecycleManager {
    /** How many watch the live stream from one address at most. */
    static final int SEATS = 25;

    /** How many organisations of the sandbox one has open at most. */
    static final int SANDBOXES = 20;

    /** An address of this machine, other than the one that tests call from, that is trusted as a load balancer's would be. */
    static final String PROXY = "127.0.0.2";

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", FakeService::answer);
            started.createContext("/v1/mediation/invitations/", new FakeInvitations());
            started.createContext("/v1/mediation/open-data/", FakeService::file);
            started.createContext(FakeRegistrations.REALM + "/", new FakeRegistrations());
            started.start();
            server = started;
            String address = "http://127.0.0.1:" + started.getAddress().getPort();
            return Map.of(
                    "reuse.collection.url",
                    address,
                    "reuse.mediation.url",
                    address,
                    "reuse.refurb.url",
                    "http://127.0.0.1:" + Ports.free(),
                    "reuse.sandbox.realm",
                    address + FakeRegistrations.REALM,
                    "reuse.sandbox.most-open",
                    Integer.toString(SANDBOXES),
                    "reuse.sandbox.looks-every",
                    "PT0.5S",
                    "reuse.progress.stream.max-of-one-address",
                    Integer.toString(SEATS),
                    "reuse.edge.trusted-proxies",
                    PROXY + ",10.0.0.0/8",
                    "reuse.progress.stream.heartbeat",
                    "PT1S");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** A file that anybody may have. */
    private static void file(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/csv;charset=UTF-8");
        exchange.getResponseHeaders().add("ETag", "\"0\"");
        byte[] file = "\"id\",\"pivot\"\r\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        StringBuilder said = new StringBuilder(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((name, values) -> said.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(String.join(",", values))
                        .append('\n'));
        said.append("bytes: ").append(body.length).append('\n');
        exchange.getResponseHeaders().add("Location", "/v1/collection/lots/1");
        exchange.getResponseHeaders().add("ETag", "\"v1\"");
        byte[] answer = said.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
