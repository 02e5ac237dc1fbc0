package network.reuse.gateway.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is delivered to anybody but strangers on the Internet. */
class WebhookAddressTest {
    private static final String PASSWORD = "for-this-test";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://logiciel.example/",
                "ftp://logiciel.example/",
                "file:///etc/passwd",
                "gopher://logiciel.example/",
                "https:logiciel.example",
                "//logiciel.example/",
                "logiciel.example",
                "https://",
                "https:///reemploi",
                "https://logiciel.example:8443/",
                "https://logiciel.example:80/",
                "https://logiciel.example:22/",
                "https://logiciel.example:0/",
                "https://user@logiciel.example/",
                "https://user:secret@logiciel.example/",
                "https://logiciel.example@127.0.0.1/",
                "https://127.0.0.1@logiciel.example/",
                "https://logiciel.example#@127.0.0.1/",
                "https://logiciel.example/#fragment",
                "https://logiciel.example\\@127.0.0.1/",
                "https://logi ciel.example/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0/",
                "https://0.0.0.0/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://0x7f000001/",
                "https://0x7f.0x0.0x0.0x1/",
                "https://0x7f.1/",
                "https://127.0.0.0x1/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://2852039166/",
                "https://0xa9fea9fe/",
                "https://1.1.1.1/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1%25eth0]/",
                "https://[fd00:ec2::254]/",
                "https://[2606:4700::1111]/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://gateway/",
                "https://app.localhost/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://keycloak.reuse.svc/",
                "https://postgresql.reuse.svc.cluster.local/",
                "https://1.0.0.127.in-addr.arpa/",
                "https://logiciel.example./",
                "https://-logiciel.example/",
                "https://logiciel..example/",
                "https://①②⑦.⓪.⓪.①/",
                "https://%31%32%37.0.0.1/",
                "javascript:alert(1)",
                "https://logiciel.example\r\nHost: gateway/"
            })
    void hostileAddressesAreRefusedBeforeAnybodyIsAsked(String url) {
        assertThatThrownBy(() -> WebhookAddress.of(url, false))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.pointer()).isEqualTo("/url");
                            assertThat(fault.code()).isEqualTo("not_a_webhook_url");
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://logiciel.example",
                "https://logiciel.example/",
                "https://logiciel.example:443/reemploi?cle=1",
                "https://a-1.b2.Logiciel.EXAMPLE/x",
                "https://xn--caf-dma.example/"
            })
    void namesOfTheInternetAreTaken(String url) {
        assertThat(WebhookAddress.of(url, false).port()).isEqualTo(443);
    }

    @Test
    void theDevelopmentSwitchAllowsThisMachineAndNothingElse() throws Exception {
        assertThat(WebhookAddress.of("http://127.0.0.1:9000/x", true).port()).isEqualTo(9000);
        assertThat(WebhookAddress.of("http://localhost/x", true).port()).isEqualTo(80);
        assertThatThrownBy(() -> WebhookAddress.of("http://10.0.0.1/", true)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> WebhookAddress.of("http://logiciel.example/", true))
                .isInstanceOf(Refusal.class);
        WebhookAddress stranger = WebhookAddress.of("https://logiciel.example/", true);
        assertThat(stranger.mayBe(InetAddress.ofLiteral("127.0.0.1"), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesOfNobodyOnTheInternetAreNotPublic(String address) {
        assertThat(PublicNetwork.has(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "2606:4700::1111",
                "2a01:cb00::1"
            })
    void addressesOfTheInternetAre(String address) {
        assertThat(PublicNetwork.has(InetAddress.ofLiteral(address))).isTrue();
    }

    /** A server of this machine, which a name of the Internet must not lead to. */
    @Test
    void whatANameStandsForIsJudgedAndNeverAskedTwice() throws Exception {
        AtomicInteger called = new AtomicInteger();
        HttpServer server = server(called);
        AtomicInteger asked = new AtomicInteger();
        HostNames rebinding = _ -> asked.incrementAndGet() == 1
                ? List.of(InetAddress.ofLiteral("127.0.0.1"))
                : List.of(InetAddress.ofLiteral("169.254.169.254"));
        int port = server.getAddress().getPort();
        assertThat(post(rebinding, "http://localhost:" + port + "/target").isDelivered())
                .as("to the address that was judged, of which nobody asked twice")
                .isTrue();
        assertThat(asked).hasValue(1);
        assertThat(called.getAndSet(0)).isOne();
        assertThat(outcome("127.0.0.1", port)).isEqualTo(DeliveryOutcome.NOT_PUBLIC);
        assertThat(outcome("169.254.169.254", port)).isEqualTo(DeliveryOutcome.NOT_PUBLIC);
        assertThat(outcome("::1", port)).isEqualTo(DeliveryOutcome.NOT_PUBLIC);
        HostNames mixed = host -> List.of(InetAddress.ofLiteral("192.0.1.1"), InetAddress.ofLiteral("10.0.0.1"));
        assertThat(post(mixed, "http://logiciel.example:" + port + "/").outcome())
                .isEqualTo(DeliveryOutcome.NOT_PUBLIC);
        HostNames nowhere = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(post(nowhere, "http://logiciel.example:" + port + "/").outcome())
                .isEqualTo(DeliveryOutcome.NO_ADDRESS);
        assertThat(called).as("calls that arrived here").hasValue(0);
        server.stop(0);
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        AtomicInteger called = new AtomicInteger();
        HttpServer server = server(called);
        String target = "http://127.0.0.1:" + server.getAddress().getPort() + "/target";
        server.createContext("/redirect", call -> {
            call.getResponseHeaders().add("Location", target);
            call.sendResponseHeaders(307, -1);
            call.close();
        });
        Attempted attempted = post(
                host -> List.of(InetAddress.getLoopbackAddress()),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/redirect");
        assertThat(attempted.outcome()).isEqualTo(DeliveryOutcome.REJECTED);
        assertThat(attempted.status()).isEqualTo(307);
        assertThat(called).hasValue(0);
        server.stop(0);
    }

    /** The connection goes to the address that was judged, and the certificate has to be for the name. */
    @Test
    void tlsVerifiesTheNameWhateverTheAddress(@TempDir Path folder) throws Exception {
        HostNames here = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        for (String name : List.of("localhost", "logiciel.example")) {
            Path store = folder.resolve(name + ".p12");
            certificate(store, name);
            AtomicReference<String> named = new AtomicReference<>("");
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
            server.createContext("/", call -> {
                if (((HttpsExchange) call).getSSLSession() instanceof ExtendedSSLSession session) {
                    named.set(String.valueOf(session.getRequestedServerNames()));
                }
                call.sendResponseHeaders(200, -1);
                call.close();
            });
            server.start();
            HttpClientOptions trust = new HttpClientOptions()
                    .setTrustOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
            String url = "https://localhost:" + server.getAddress().getPort() + "/";
            if (name.equals("localhost")) {
                assertThat(post(here, url, trust).outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
                assertThat(named.get()).contains("localhost");
                assertThat(post(here, url, new HttpClientOptions()).outcome())
                        .as("by whom nobody believes")
                        .isEqualTo(DeliveryOutcome.NOT_REACHED);
            } else {
                assertThat(post(here, url, trust).outcome())
                        .as("a certificate of another name")
                        .isEqualTo(DeliveryOutcome.NOT_REACHED);
                assertThat(named.get()).isEmpty();
            }
            server.stop(0);
        }
    }

    private static void certificate(Path store, String name) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "partner",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static SSLContext tls(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static HttpServer server(AtomicInteger called) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/target", call -> {
            int _ = called.incrementAndGet();
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
        return server;
    }

    private static DeliveryOutcome outcome(String address, int port) throws Exception {
        return post(host -> List.of(InetAddress.ofLiteral(address)), "http://logiciel.example:" + port + "/target")
                .outcome();
    }

    /** Past what a request may name, so that what is behind it is tried. */
    private static Attempted post(HostNames names, String url) throws Exception {
        return post(names, url, new HttpClientOptions());
    }

    private static Attempted post(HostNames names, String url, HttpClientOptions trust) throws Exception {
        WebhookClient client = new WebhookClient(names, true, Duration.ofSeconds(10), trust);
        try {
            return client.post(new WebhookAddress(URI.create(url)), Map.of(), "{}")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } finally {
            client.close();
        }
    }
}
