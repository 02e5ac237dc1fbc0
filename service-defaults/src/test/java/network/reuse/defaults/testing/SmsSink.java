package network.reuse.defaults.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * An SMS provider on a free port that speaks what is used of Twilio's Messages API. It keeps what it accepts; it refuses the next message with a code, says
 * nothing to it, or reports a message's delivery when it is told to.
 */
public class SmsSink implements QuarkusTestResourceLifecycleManager {
    private static final Path ACCEPTED = Path.of("target", "sms").toAbsolutePath();
    private static final Path REFUSING = ACCEPTED.resolve("refuse-the-next");
    private static final Path SILENT = ACCEPTED.resolve("say-nothing-to-the-next");
    private static final String ACCOUNT = "AC00";
    private static final String CREDENTIALS = "SK00:secret";
    private static final String MESSAGES = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages";
    private static final String SMS = ".sms";

    private final HttpServer server;

    public SmsSink() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    /** An SMS that was accepted. */
    public record Accepted(String reference, String to, String from, String body) {}

    /** What was accepted for this number. */
    public static List<Accepted> acceptedFor(String number) throws IOException {
        List<Accepted> messages = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ACCEPTED, "*" + SMS)) {
            for (Path file : files) {
                Map<String, String> form = form(Files.readString(file));
                if (number.equals(form.get("To"))) {
                    messages.add(new Accepted(
                            file.getFileName().toString().replace(SMS, ""),
                            number,
                            form.getOrDefault("From", ""),
                            form.getOrDefault("Body", "")));
                }
            }
        }
        return messages;
    }

    /** The next message is answered with this status and this code of the provider's. */
    public static void refuseTheNext(int status, int code) throws IOException {
        var _ = Files.writeString(REFUSING, status + " " + code);
    }

    /** The next message is accepted, and nobody is told so. */
    public static void sayNothingToTheNext() throws IOException {
        var _ = Files.createFile(SILENT);
    }

    /** From now on that message is reported to be so, such as {@code delivered}. */
    public static void report(String reference, String status) throws IOException {
        var _ = Files.writeString(ACCEPTED.resolve(reference + ".status"), status);
    }

    @Override
    public Map<String, String> start() {
        try {
            var _ = Files.createDirectories(ACCEPTED);
            try (DirectoryStream<Path> old = Files.newDirectoryStream(ACCEPTED)) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var _ = server.createContext("/", SmsSink::answer);
        server.start();
        return Map.of(
                "reuse.sms.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "reuse.sms.account",
                ACCOUNT,
                "reuse.sms.user",
                "SK00",
                "reuse.sms.secret",
                "secret",
                "reuse.sms.sender",
                "REEMPLOI",
                "reuse.sms.asks-every",
                "PT1S");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (!("Basic " + Base64.getEncoder().encodeToString(CREDENTIALS.getBytes(UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            say(exchange, 401, "{\"code\":20003}");
        } else if ("POST".equals(exchange.getRequestMethod()) && path.equals(MESSAGES + ".json")) {
            take(exchange, body);
        } else if (path.startsWith(MESSAGES + "/")) {
            Path status = ACCEPTED.resolve(path.substring(MESSAGES.length() + 1).replace(".json", "") + ".status");
            say(
                    exchange,
                    200,
                    "{\"status\":\"" + (Files.exists(status) ? Files.readString(status) : "queued")
                            + "\",\"error_code\":30003}");
        } else {
            say(exchange, 404, "{\"code\":20404}");
        }
    }

    private static void take(HttpExchange exchange, String body) throws IOException {
        if (Files.exists(REFUSING)) {
            String[] answer = Files.readString(REFUSING).split(" ", -1);
            Files.delete(REFUSING);
            say(exchange, Integer.parseInt(answer[0]), "{\"code\":" + answer[1] + ",\"message\":\"" + body + "\"}");
            return;
        }
        String reference = "SM" + UUID.randomUUID().toString().replace("-", "");
        // Whoever lists what was accepted finds it whole.
        Path whole = Files.writeString(ACCEPTED.resolve(reference + ".part"), body);
        var _ = Files.move(whole, ACCEPTED.resolve(reference + SMS));
        if (!Files.deleteIfExists(SILENT)) {
            say(exchange, 201, "{\"sid\":\"" + reference + "\",\"status\":\"queued\"}");
        }
    }

    private static void say(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    URLDecoder.decode(field.substring(0, equals), UTF_8),
                    URLDecoder.decode(field.substring(equals + 1), UTF_8));
        }
        return fields;
    }
}
