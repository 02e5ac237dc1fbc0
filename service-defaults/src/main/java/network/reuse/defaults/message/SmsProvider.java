package network.reuse.defaults.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.reuse.defaults.text.MobileNumber;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends SMS through a provider that speaks Twilio's Messages API
 * (<a href="https://www.twilio.com/docs/messaging/api/message-resource">Messages resource</a>, version 2010-04-01): a form is posted to
 * {@code /Accounts/{account}/Messages.json}, 201 gives its reference, and reading it tells what became of it. Without {@code reuse.sms.url} no SMS is sent.
 */
@ApplicationScoped
public class SmsProvider {
    private static final String API = "/2010-04-01/Accounts/";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int AT_ONCE = 4;
    private static final int LONGEST_TEXT = 1_600;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    /** The id of a messaging service, as Twilio gives it; a name or a number is a sender itself. */
    private static final Pattern MESSAGING_SERVICE = Pattern.compile("MG[0-9a-f]{32}");

    private static final Set<Integer> NOT_NOW = Set.of(401, 403, 429, 503);
    /** Error 21610: whoever has this number answered STOP. */
    private static final int UNSUBSCRIBED = 21_610;
    /** Errors that say that this number gets no SMS, whoever sends it. */
    private static final Set<Integer> OF_THE_NUMBER = Set.of(21_211, 21_214, 21_217, 21_612, 21_614);

    private final HttpClient http;
    private final @Nullable Settings settings;
    private final long answerMillis;

    /**
     * Where SMS are sent from.
     *
     * @param sender a number, a name of at most 11 characters, or the id of a messaging service ({@code MG} and 32 hexadecimal digits)
     */
    private record Settings(URI url, String account, String authorization, String sender) {}

    /** What became of an SMS, as far as the provider knows. */
    enum Told {
        NOTHING_YET,
        DELIVERED,
        NOT_DELIVERED
    }

    /**
     * The provider's report.
     *
     * @param fault the provider's code of why it was not delivered
     */
    record SmsReport(Told told, @Nullable String fault) {}

    public SmsProvider(
            Vertx vertx,
            @ConfigProperty(name = "reuse.sms.url") Optional<URI> url,
            @ConfigProperty(name = "reuse.sms.account") Optional<String> account,
            @ConfigProperty(name = "reuse.sms.user") Optional<String> user,
            @ConfigProperty(name = "reuse.sms.secret") Optional<String> secret,
            @ConfigProperty(name = "reuse.sms.sender") Optional<String> sender,
            @ConfigProperty(name = "reuse.development") boolean development) {
        this.answerMillis = TimeUnit.SECONDS.toMillis(30);
        this.settings = url.map(address -> {
                    String its = set(account, "REUSE_SMS_ACCOUNT");
                    String credentials = user.orElse(its) + ":" + set(secret, "REUSE_SMS_SECRET");
                    return new Settings(
                            safe(address, development),
                            its,
                            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)),
                            set(sender, "REUSE_SMS_SENDER"));
                })
                .orElse(null);
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxPoolSize(AT_ONCE));
    }

    private static String set(Optional<String> value, String variable) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "REUSE_SMS_URL is set and " + variable + " is not: no SMS could be sent"));
    }

    /** Numbers and texts of people go there: encrypted, but for a provider of this machine's own in development. */
    private static URI safe(URI url, boolean development) {
        boolean encrypted = "https".equals(url.getScheme()) && url.getHost() != null;
        if (!encrypted && !(development && "http".equals(url.getScheme()) && isLoopback(url.getHost()))) {
            throw new IllegalStateException("REUSE_SMS_URL is to be an https address");
        }
        boolean bare = url.getRawPath().isEmpty() || "/".equals(url.getRawPath());
        if (!bare || url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalStateException(
                    "REUSE_SMS_URL is to name a host and a port alone, such as https://api.twilio.com: the path is added to it, and"
                            + " the account and its secret have variables of their own");
        }
        return url;
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null
                    && ("localhost".equals(host) || InetAddress.ofLiteral(host).isLoopbackAddress());
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    /** Whether SMS are sent at all. */
    public boolean isSet() {
        return settings != null;
    }

    /** A text to a person's mobile telephone; to nobody when no SMS is sent, or the number is none or no mobile's. */
    public Letter to(@Nullable String phone, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("an SMS of more than " + LONGEST_TEXT + " characters");
        }
        Settings its = settings;
        if (its == null || phone == null) {
            return Letter.ToNobody.NO_ADDRESS;
        }
        return MobileNumber.of(phone)
                .<Letter>map(number -> new Letter.BySms(Uni.createFrom()
                        .completionStage(() -> post(its, number, text).toCompletionStage())))
                .orElse(Letter.ToNobody.NO_ADDRESS);
    }

    private Future<String> post(Settings its, String number, String text) {
        String from = MESSAGING_SERVICE.matcher(its.sender()).matches() ? "MessagingServiceSid" : "From";
        String form = Map.of("To", number, from, its.sender(), "Body", text).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return http.request(to(its, HttpMethod.POST, "/Messages.json")
                        .putHeader("Content-Type", "application/x-www-form-urlencoded"))
                .recover(unreached -> Future.failedFuture(new SmsNotTaken(
                        SmsNotTaken.Kind.NOT_NOW, unreached.getClass().getSimpleName())))
                .compose(request -> request.send(form)
                        .compose(SmsProvider::read)
                        .recover(broken -> Future.failedFuture(new SmsNotTaken(
                                SmsNotTaken.Kind.UNCLEAR, broken.getClass().getSimpleName()))))
                .compose(SmsProvider::reference);
    }

    private static Future<String> reference(Read answer) {
        if (answer.status() == CREATED
                && answer.body().getValue("sid") instanceof String reference
                && !reference.isBlank()) {
            return Future.succeededFuture(reference);
        }
        return Future.failedFuture(new SmsNotTaken(kind(answer), answer.fault()));
    }

    private static SmsNotTaken.Kind kind(Read answer) {
        int status = answer.status();
        // Wrong credentials are mended, and what waits is sent then.
        if (NOT_NOW.contains(status)) {
            return SmsNotTaken.Kind.NOT_NOW;
        }
        if (status < BAD_REQUEST || status >= SERVER_ERROR) {
            return SmsNotTaken.Kind.UNCLEAR;
        }
        Integer code = answer.code();
        if (code != null && code == UNSUBSCRIBED) {
            return SmsNotTaken.Kind.OPTED_OUT;
        }
        // What is wrong with our account or sender is mended as well, and what waits is sent then.
        return code != null && OF_THE_NUMBER.contains(code) ? SmsNotTaken.Kind.REFUSED : SmsNotTaken.Kind.NOT_NOW;
    }

    /** What became of what was taken under that reference. */
    Future<SmsReport> report(String reference) {
        Settings its = settings;
        if (its == null) {
            return Future.succeededFuture(new SmsReport(Told.NOTHING_YET, null));
        }
        return http.request(to(its, HttpMethod.GET, "/Messages/" + URLEncoder.encode(reference, UTF_8) + ".json"))
                .compose(request -> request.send().compose(SmsProvider::read))
                .compose(answer -> answer.status() == OK
                        ? Future.succeededFuture(report(answer.body()))
                        : Future.failedFuture("the SMS provider answers " + answer.status()));
    }

    private static SmsReport report(JsonObject message) {
        return switch (String.valueOf(message.getValue("status"))) {
            case "delivered", "read" -> new SmsReport(Told.DELIVERED, null);
            case "undelivered", "failed", "canceled" ->
                new SmsReport(Told.NOT_DELIVERED, String.valueOf(message.getValue("error_code")));
            default -> new SmsReport(Told.NOTHING_YET, null);
        };
    }

    private RequestOptions to(Settings its, HttpMethod method, String path) {
        URI url = its.url();
        boolean encrypted = "https".equals(url.getScheme());
        int usual = encrypted ? 443 : 80;
        return new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(url.getPort() < 0 ? usual : url.getPort())
                .setSsl(encrypted)
                .setURI(API + URLEncoder.encode(its.account(), UTF_8) + path)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(answerMillis)
                .setFollowRedirects(false)
                .putHeader("Authorization", its.authorization())
                .putHeader("Accept", "application/json");
    }

    /** An answer as it was read; its body is empty when it is no JSON object. */
    private record Read(int status, JsonObject body) {
        @Nullable Integer code() {
            return body.getValue("code") instanceof Integer code ? code : null;
        }

        /** The provider's code, or the status. */
        String fault() {
            Integer code = code();
            return code == null ? "HTTP " + status : code.toString();
        }
    }

    private static Future<Read> read(HttpClientResponse response) {
        return response.body().map(body -> new Read(response.statusCode(), object(body)));
    }

    private static JsonObject object(Buffer body) {
        try {
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException | ClassCastException none) {
            return new JsonObject();
        }
    }
}
