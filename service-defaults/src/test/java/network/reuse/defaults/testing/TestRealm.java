package network.reuse.defaults.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.concurrent.Executors;

/**
 * Gives out the key that {@link TestTokens} are signed with, as Keycloak does at an address of the inner network: it describes itself
 * nowhere, and its tokens name another address as their issuer.
 */
final class TestRealm implements AutoCloseable {
    private static final String PATH = "/realms/reuse";

    private final HttpServer server;

    private TestRealm(HttpServer server) {
        this.server = server;
    }

    static TestRealm open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(PATH + "/protocol/openid-connect/certs", TestRealm::tellKeys);
            server.start();
            return new TestRealm(server);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Where it is reached. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void tellKeys(HttpExchange exchange) throws IOException {
        RSAPublicKey key = TestTokens.publicKey();
        byte[] keys = """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}""".formatted(TestTokens.KEY_ID, text(key.getModulus()), text(key.getPublicExponent()))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }

    /** A number as JWK writes it: big-endian, without a sign. */
    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] unsigned = new byte[bytes.length - sign];
        System.arraycopy(bytes, sign, unsigned, 0, unsigned.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
