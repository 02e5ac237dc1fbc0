package network.reuse.defaults.caller;

import jakarta.ws.rs.HeaderParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a command that is about no version.
 *
 * @param key {@code Idempotency-Key}: 1 to 255 characters, chosen by the caller, kept 30 days
 */
public record CommandHeaders(
        @HeaderParam("Idempotency-Key")
        @Parameter(
                description =
                        "Choisie par l'appelant ; un appel répété avec elle reçoit la première réponse. / Chosen by the caller; a repeated call with it gets the first answer again.",
                example = "lot-2026-0001")
        @Nullable String key,

        @HeaderParam("X-Correlation-Id")
        @Parameter(
                description =
                        "Un UUID qui suit la demande dans tous les services ; donné s'il manque. / A UUID that follows the request through every service; given when absent.")
        @Nullable String correlation) {}
