package network.reuse.defaults.commit;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, kept with its key so that a repeated call gets it again.
 *
 * @param version the ETag's number; null when the answer is not one resource
 * @param replayed whether it was given before
 */
public record Answer(
        int status, @Nullable String location, @Nullable Long version, String body, boolean replayed) {

    /** The answer as HTTP. */
    public Response response() {
        Response.ResponseBuilder builder =
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(body);
        if (version != null) {
            builder.tag(new EntityTag("v" + version));
        }
        if (location != null) {
            builder.header(HttpHeaders.LOCATION, location);
        }
        if (replayed) {
            builder.header("Idempotent-Replayed", "true");
        }
        return builder.build();
    }
}
