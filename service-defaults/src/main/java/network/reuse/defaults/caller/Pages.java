package network.reuse.defaults.caller;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.keys.Sha256;
import org.jspecify.annotations.Nullable;

/** How reads answer: a page with a link to the next, or one thing with its ETag. */
public final class Pages {
    private static final int TAG_BYTES = 8;

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
    public static Response one(HttpHeaders headers, Object thing, long version) {
        return one(headers, thing, "v" + version).build();
    }

    /**
     * One thing of which something is shown beside its version that changes without it, such as how many seats are left or
     * what an organisation is called; a command's {@code If-Match} may name the tag, and is about the version alone.
     */
    public static Response one(HttpHeaders headers, Object thing, long version, @Nullable Object... beside) {
        String more = Stream.of(beside).allMatch(Objects::isNull)
                ? ""
                : "." + Integer.toUnsignedString(Arrays.hashCode(beside));
        return one(headers, thing, "v" + version + more).build();
    }

    /** A text without a version, whose tag is made of what it says. */
    public static Response.ResponseBuilder text(HttpHeaders headers, String text) {
        byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return one(headers, text, HexFormat.of().formatHex(digest, 0, TAG_BYTES));
    }

    /**
     * What has this strong tag; 304 when {@code If-None-Match} names it. Refuses when {@code If-Match} names others alone. A
     * condition that cannot be read is as none.
     */
    public static Response.ResponseBuilder one(HttpHeaders headers, Object thing, String tag) {
        EntityTags only = tags(headers, HttpHeaders.IF_MATCH);
        if (only != null && !only.stronglyHave(tag)) {
            String current = '"' + tag + '"';
            throw Refusal.of(
                            Refusal.Kind.STALE,
                            "stale",
                            "L'objet n'a pas l'ETag que nomme If-Match (ETag actuel : " + current + ").",
                            "It does not have the ETag that If-Match names (current ETag: " + current + ").")
                    .with(Map.of("current", current));
        }
        EntityTags known = tags(headers, HttpHeaders.IF_NONE_MATCH);
        Response.ResponseBuilder answer =
                known != null && known.weaklyHave(tag) ? Response.notModified() : Response.ok(thing);
        return answer.tag(new EntityTag(tag));
    }

    private static @Nullable EntityTags tags(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null || lines.isEmpty() ? null : EntityTags.of(lines);
    }
}
