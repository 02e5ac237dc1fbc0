package network.reuse.defaults.caller;

import jakarta.ws.rs.HeaderParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a command on something that exists.
 *
 * @param key {@code Idempotency-Key}: 1 to 255 characters, chosen by the caller, kept 30 days
 * @param ifMatch {@code If-Match}: the ETag of the version that the caller read
 */
public record VersionedHeaders(
        @HeaderParam("Idempotency-Key")
        @Parameter(
                description =
                        "Choisie par l'appelant ; un appel répété avec elle reçoit la première réponse. / Chosen by the caller; a repeated call with it gets the first answer again.",
                example = "lot-2026-0001")
        @Nullable String key,

        @HeaderParam("If-Match")
        @Parameter(description = "L'ETag qui a été lu. / The ETag that was read.", example = "\"v3\"")
        @Nullable String ifMatch,

        @HeaderParam("X-Correlation-Id")
        @Parameter(
                description =
                        "Un UUID qui suit la demande dans tous les services ; donné s'il manque. / A UUID that follows the request through every service; given when absent.")
        @Nullable String correlation) {
    CommandHeaders command() {
        return new CommandHeaders(key, correlation);
    }
}
