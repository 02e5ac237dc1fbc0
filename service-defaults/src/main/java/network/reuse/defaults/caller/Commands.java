package network.reuse.defaults.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.keys.FingerprintedStream;
import network.reuse.defaults.keys.Fingerprints;
import network.reuse.defaults.time.BusinessClock;
import org.jspecify.annotations.Nullable;

/** Makes a command of a request: checks its headers and takes its fingerprint. */
@ApplicationScoped
public class Commands {
    /** Sets the keys of the sandbox apart from those of the live network: no header can hold this character. */
    private static final String SANDBOX = "\u0001";

    private static final Pattern VERSION = Pattern.compile("v(0|[1-9]\\d{0,17})(?:\\.\\d{1,18})?");

    private final Callers callers;
    private final ObjectMapper json;
    private final BusinessClock clock;
    private final CurrentVertxRequest request;
    private final Fingerprints fingerprints;

    public Commands(
            Callers callers,
            ObjectMapper json,
            BusinessClock clock,
            CurrentVertxRequest request,
            Fingerprints fingerprints) {
        this.callers = callers;
        this.json = json;
        this.clock = clock;
        this.request = request;
        this.fingerprints = fingerprints;
    }

    /**
     * The command that these headers and this body make.
     *
     * @param body the parsed form, the bytes of a file, or what was read through {@link #reading}; null when the command
     *     has none
     */
    public Command from(CommandHeaders headers, @Nullable Object body) {
        return from(callers.current(), headers, body);
    }

    /** The command on something that exists that these headers and this body make. */
    public VersionedCommand from(VersionedHeaders headers, @Nullable Object body) {
        return new VersionedCommand(
                from(headers.command(), body),
                version(request.getCurrent().request().headers().getAll(HttpHeaders.IF_MATCH)));
    }

    /** The same for a caller who is known by something else than a token, such as the code of a link. */
    public Command from(Caller caller, CommandHeaders headers, @Nullable Object body) {
        String key = headers.key();
        if (key == null || key.isBlank()) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "idempotency_key_missing",
                    "L'en-tête Idempotency-Key est obligatoire : choisissez un texte unique par commande.",
                    "The Idempotency-Key header is required: choose a text that is unique to this command.");
        }
        if (key.length() > 255) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "idempotency_key_too_long",
                    "L'en-tête Idempotency-Key compte 255 caractères au plus.",
                    "The Idempotency-Key header has 255 characters at most.");
        }
        SpanContext span = Span.current().getSpanContext();
        return new Command(
                caller,
                caller.env() == Environment.LIVE ? key : SANDBOX + key,
                fingerprint(body),
                correlation(headers.correlation(), span),
                traceparent(span),
                clock.now(),
                callers.language());
    }

    /** The trace goes on in what the command causes, kept or not as the command's own span is. */
    static @Nullable String traceparent(SpanContext span) {
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /** Takes the fingerprint of the current request while its body is read. */
    public FingerprintedStream reading(InputStream body) {
        return fingerprints.reading(address(), body);
    }

    private byte[] address() {
        return (request.getCurrent().request().uri() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private String fingerprint(@Nullable Object body) {
        byte[] address = address();
        try {
            return switch (body) {
                case null -> fingerprints.of(address);
                case byte[] bytes -> fingerprints.of(address, bytes);
                case Fingerprinted read -> read.fingerprint();
                default -> fingerprints.of(address, json.writeValueAsBytes(body));
            };
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a form cannot be written");
        }
    }

    /** The version that the caller read: exactly one strong tag. Neither {@code *} nor a weak tag tells which it was. */
    static @Nullable Long version(List<String> ifMatch) {
        if (ifMatch.isEmpty()) {
            return null;
        }
        EntityTags read = EntityTags.of(ifMatch);
        if (read != null && read.tags().size() == 1 && !read.tags().getFirst().weak()) {
            Matcher version = VERSION.matcher(read.tags().getFirst().value());
            if (version.matches()) {
                return Long.valueOf(version.group(1));
            }
        }
        throw Refusal.of(
                Refusal.Kind.MALFORMED,
                "if_match_unreadable",
                "L'en-tête If-Match doit reprendre l'ETag de votre dernière lecture, tel quel, par exemple \"v3\" ;"
                        + " ni *, ni ETag faible (W/), ni liste.",
                "The If-Match header must repeat the ETag of your last read as it was, such as \"v3\":"
                        + " no *, no weak ETag (W/), no list.");
    }

    private static UUID correlation(@Nullable String given, SpanContext span) {
        if (given != null) {
            try {
                return UUID.fromString(given);
            } catch (IllegalArgumentException notOne) {
                throw Refusal.of(
                        Refusal.Kind.MALFORMED,
                        "correlation_unreadable",
                        "L'en-tête X-Correlation-Id est un UUID.",
                        "The X-Correlation-Id header is a UUID.");
            }
        }
        if (!span.isValid()) {
            return Ids.next();
        }
        String trace = span.getTraceId();
        return new UUID(Long.parseUnsignedLong(trace, 0, 16, 16), Long.parseUnsignedLong(trace, 16, 32, 16));
    }
}
