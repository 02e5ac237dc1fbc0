package network.reuse.gateway.feed;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happened, for whoever takes part in it; whose events they are comes from the token alone. */
@Path("/v1/events")
@Tag(
        name = "Fil des événements",
        description =
                "Tout ce qui arrive à ce qui concerne votre organisation, dans l'ordre, une fois / All that happens to what concerns your organisation, in order, once")
@RolesAllowed({
    Roles.DONOR,
    Roles.CARRIER,
    Roles.COORDINATOR,
    Roles.REFURBISHER,
    Roles.PROGRAMME_MANAGER,
    Roles.REFERRER,
    Roles.FUNDER,
    Roles.CONNECTIVITY_PROVIDER,
    Roles.ECO_ORGANISM,
    Roles.MEDIATOR,
    Roles.PLACE_MANAGER,
    Roles.ANALYST,
    Roles.ADMIN
})
public class FeedResource {
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";
    private static final String OWN = "private, no-store";
    private static final int MOST = 500;
    private static final int LONGEST_WAIT = 30;
    private static final int LONGEST_STREAM = 900;

    private static final String AFTER =
            "La position de l'événement lu en dernier ; « latest » : la fin du fil ; absente : le plus ancien qui soit gardé. / The position of the event that was read last; \"latest\": the end of the feed; absent: the oldest that is kept.";
    private static final String TYPES =
            "Ces types seulement, séparés par des virgules ; « refurb.* » : tous ceux de ce service. / These types alone, with commas between them; \"refurb.*\": all of that service.";
    private static final String REGION =
            "Ceux de cette région seulement (code INSEE). / Those of this region alone (INSEE code).";
    private static final String SUBJECT = "Ceux qui parlent de ceci seulement. / Those about this alone.";
    private static final String GONE =
            "La position est plus ancienne que ce qui est gardé, ou d'avant une restauration : « feed_resync » / The position is older than what is kept, or from before a restore: \"feed_resync\"";

    private final Feed feed;
    private final Callers callers;

    public FeedResource(Feed feed, Callers callers) {
        this.feed = feed;
        this.callers = callers;
    }

    @GET
    @Produces(BATCH)
    @Operation(
            operationId = "listEvents",
            summary =
                    "Lire les événements qui concernent votre organisation / Read the events that concern your organisation",
            description =
                    "Chacun une fois, dans un ordre qui ne change plus ; ceux d'un même objet sont dans l'ordre de « sequence ». L'en-tête Link (rel=next) dit où reprendre, qu'il y ait déjà une suite ou non : gardez-le. Avec « wait », la réponse attend le premier événement. / Each once, in an order that does not change any more; those of one object are in the order of \"sequence\". The Link header (rel=next) says where to read on, whether there is more already or not: keep it. With \"wait\", the answer waits for the first event.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Des événements, du plus ancien au plus récent ; aucun s'il n'y en a pas encore / Events, oldest first; none when there is none yet",
            content =
                    @Content(
                            mediaType = BATCH,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = FeedEvent.class)))
    @APIResponse(responseCode = "410", description = GONE)
    public Uni<Response> list(
            @Parameter(description = AFTER, example = "1.48213") @QueryParam("after") @Nullable String after,
            @Parameter(description = TYPES, example = "refurb.DeviceReady.v1,allocation.*")
                    @QueryParam("types")
                    @Nullable String types,
            @Parameter(description = REGION, example = "44") @QueryParam("region") @Nullable String region,
            @Parameter(description = SUBJECT, example = "device/01980000-0000-7000-8000-000000000001")
                    @QueryParam("subject")
                    @Nullable String subject,
            @Parameter(description = "Combien au plus. / How many at most.")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    @Min(1) @Max(MOST) int limit,
            @Parameter(
                            description =
                                    "Combien de secondes attendre le premier événement. / How many seconds to wait for the first event.",
                            example = "30")
                    @QueryParam("wait")
                    @DefaultValue("0")
                    @Min(0) @Max(LONGEST_WAIT) int wait,
            @Context UriInfo uri) {
        return feed.page(
                        callers.current(),
                        after,
                        WantedEvents.of(types, region, subject),
                        limit,
                        Duration.ofSeconds(wait))
                .map(page -> Response.ok(page.events())
                        .header("Link", next(uri, page.next()))
                        .header(HttpHeaders.CACHE_CONTROL, OWN)
                        .build());
    }

    private static String next(UriInfo uri, FeedPosition position) {
        return "<?"
                + uri.getRequestUriBuilder()
                        .replaceQueryParam("after", position)
                        .build()
                        .getRawQuery()
                + ">; rel=\"next\"";
    }

    @GET
    @Path("/stream")
    @Produces(LINES)
    @Operation(
            operationId = "streamEvents",
            summary = "Suivre ces événements en continu / Follow these events as they happen",
            description =
                    "Une ligne JSON par événement, et une ligne vide toutes les quinze secondes sans événement. La connexion se ferme d'elle-même au bout de « seconds », ou un peu avant : reprenez après la dernière position lue. / A line of JSON an event, and an empty line every fifteen seconds without one. The connection ends by itself after \"seconds\", or a little sooner: read on after the position that you read last.")
    @APIResponse(
            responseCode = "200",
            description = "Les événements, du plus ancien au plus récent / The events, oldest first",
            content = @Content(mediaType = LINES, schema = @Schema(implementation = FeedEvent.class)))
    @APIResponse(responseCode = "410", description = GONE)
    @APIResponse(
            responseCode = "429",
            description =
                    "Votre organisation lit déjà par autant de connexions qu'il est permis / Your organisation reads by as many connections as are allowed already")
    public Multi<byte[]> stream(
            @Parameter(description = AFTER, example = "1.48213") @QueryParam("after") @Nullable String after,
            @Parameter(description = TYPES, example = "refurb.DeviceReady.v1,allocation.*")
                    @QueryParam("types")
                    @Nullable String types,
            @Parameter(description = REGION, example = "44") @QueryParam("region") @Nullable String region,
            @Parameter(description = SUBJECT, example = "device/01980000-0000-7000-8000-000000000001")
                    @QueryParam("subject")
                    @Nullable String subject,
            @Parameter(description = "Pendant combien de secondes au plus. / For how many seconds at most.")
                    @QueryParam("seconds")
                    @DefaultValue("900")
                    @Min(1) @Max(LONGEST_STREAM) int seconds) {
        return feed.stream(
                callers.current(), after, WantedEvents.of(types, region, subject), Duration.ofSeconds(seconds));
    }
}
