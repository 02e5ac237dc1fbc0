package network.reuse.gateway.donors;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.defaults.caller.Pages;

/** How a donor is answered: no cache keeps what is its own. */
final class Answers {
    private static final String OWN = "private, no-store";

    private Answers() {}

    static Response own(Object thing) {
        return Response.ok(thing).header(HttpHeaders.CACHE_CONTROL, OWN).build();
    }

    static <T> Response page(UriInfo uri, List<T> page, int limit, Function<T, UUID> id) {
        return Response.fromResponse(Pages.page(uri, page, limit, id))
                .header(HttpHeaders.CACHE_CONTROL, OWN)
                .build();
    }

    /** The lines of these devices, under that name; Link leads to those that follow. */
    static Response lines(UriInfo uri, List<GivenDevice> page, int limit, String name) {
        Response linked = Pages.page(uri, page, limit, GivenDevice::id);
        return Response.fromResponse(linked)
                .entity(CsvLines.of(page))
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .header(HttpHeaders.CACHE_CONTROL, OWN)
                .build();
    }
}
