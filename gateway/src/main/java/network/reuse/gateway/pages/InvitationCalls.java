package network.reuse.gateway.pages;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Asks mediation about an invitation as whoever holds its code does: by its public operations, without a token. */
@ApplicationScoped
public class InvitationCalls {
    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final int NOT_FOUND = 404;
    private static final int FIRST_FAILURE = 500;

    private final WebClient mediation;
    private final ObjectReader invitations;

    public InvitationCalls(
            Vertx vertx, ObjectMapper json, @ConfigProperty(name = "reuse.mediation.url") URI mediation) {
        this.mediation = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost(mediation.getHost())
                        .setDefaultPort(mediation.getPort() < 0 ? 80 : mediation.getPort())
                        .setConnectTimeout(2_000)
                        .setMaxPoolSize(32)
                        .setFollowRedirects(false));
        this.invitations = json.readerFor(Invitation.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * An invitation as mediation shows it.
     *
     * @param status {@code ISSUED}, {@code ACCEPTED} or {@code WITHDRAWN}
     * @param department its INSEE code
     */
    public record Invitation(
            String status, String department, @Nullable Seat booked, List<Workshop> workshops) {}

    /** The seat that is booked; the code is what to say at the door, the commune is its INSEE code. */
    public record Seat(String code, String title, String placeName, String commune, Instant from, Instant until) {}

    /** A workshop that may be booked. */
    public record Workshop(
            String id, String title, String placeName, String commune, Instant from, Instant until, int seatsLeft) {}

    /** The invitation; nothing when no invitation has this code. */
    Future<Optional<Invitation>> show(String code) {
        return mediation
                .get(path(code))
                .timeout(TIMEOUT_MILLIS)
                .send()
                .map(InvitationCalls::answered)
                .map(response -> response.statusCode() == NOT_FOUND
                        ? Optional.empty()
                        : Optional.of(read(Objects.requireNonNull(response.bodyAsBuffer()))));
    }

    /** Books a seat; the code of the problem when that is refused. */
    Future<Optional<String>> book(String code, String key, String workshopId) {
        return command(path(code) + "/booking", key, new JsonObject().put("workshopId", workshopId));
    }

    /** Gives a seat back; the code of the problem when that is refused. */
    Future<Optional<String>> giveBack(String code, String key, String seat) {
        return command(path(code) + "/cancellation", key, new JsonObject().put("code", seat));
    }

    private Future<Optional<String>> command(String path, String key, JsonObject body) {
        return mediation
                .post(path)
                .timeout(TIMEOUT_MILLIS)
                .putHeader("Idempotency-Key", key)
                .sendJsonObject(body)
                .map(InvitationCalls::answered)
                .map(response -> response.statusCode() < 400
                        ? Optional.empty()
                        : Optional.of(Objects.requireNonNull(response.bodyAsJsonObject())
                                .getString("code", "")));
    }

    private static String path(String code) {
        return "/v1/mediation/invitations/" + code;
    }

    private static HttpResponse<Buffer> answered(HttpResponse<Buffer> response) {
        if (response.statusCode() >= FIRST_FAILURE) {
            throw new IllegalStateException("mediation answers " + response.statusCode());
        }
        return response;
    }

    private Invitation read(Buffer body) {
        try {
            return invitations.readValue(body.getBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
