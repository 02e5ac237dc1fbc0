package network.reuse.defaults.caller;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** How reads answer: a page with a link to the next, or one thing with its ETag. */
public final class Pages {
    private Pages() {}

    /** A page; {@code Link: rel=next}, with the caller's other parameters kept, when there may be more. */
    public static <T> Response page(UriInfo uri, List<T> items, int limit, Function<T, UUID> id) {
        Response.ResponseBuilder page = Response.ok(items);
        if (items.size() == limit) {
            String query = uri.getRequestUriBuilder()
                    .replaceQueryParam("after", id.apply(items.getLast()))
                    .replaceQueryParam("limit", limit)
                    .build()
                    .getRawQuery();
            page.header("Link", "<?" + query + ">; rel=\"next\"");
        }
        return page.build();
    }

    /** One thing; 304 when the caller has this version. */
    public static Response one(Request request, Object thing, long version) {
        EntityTag tag = new EntityTag("v" + version);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged == null ? Response.ok(thing).tag(tag).build() : unchanged.build();
    }
}
