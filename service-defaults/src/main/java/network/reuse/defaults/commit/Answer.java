package network.reuse.defaults.commit;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, kept with its key so that a repeated call gets it again.
 *
 * @param id the aggregate that it shows; null when it shows none
 * @param version that aggregate's version, the ETag's number; null when it shows none
 * @param replayed whether it was given before
 */
public record Answer(@Nullable UUID id, @Nullable Long version, String body, boolean replayed) {

    /** 200 with the body. */
    public Response ok() {
        return of(Response.ok());
    }

    /** 200 with the body alone, to a command that needs no version; the body says which one it has led to. */
    public Response okWithoutTag() {
        return Response.ok(body, MediaType.APPLICATION_JSON)
                .header("Idempotent-Replayed", replayed ? "true" : null)
                .build();
    }

    /** 201 with the body, of something that has no address of its own for the caller. */
    public Response created() {
        return of(Response.status(Response.Status.CREATED));
    }

    /** 201 with the body and its address: this path, a slash and the id. */
    public Response created(String path) {
        return of(Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, path + "/" + id));
    }

    private Response of(Response.ResponseBuilder builder) {
        builder.type(MediaType.APPLICATION_JSON).entity(body);
        if (version != null) {
            builder.tag(new EntityTag("v" + version));
        }
        if (replayed) {
            builder.header("Idempotent-Replayed", "true");
        }
        return builder.build();
    }
}
