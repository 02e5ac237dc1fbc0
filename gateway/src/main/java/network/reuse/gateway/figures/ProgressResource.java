package network.reuse.gateway.figures;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.time.CommonEra;
import network.reuse.gateway.targets.Regions;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A region's progress, for everybody. */
@Path("/v1/progress")
@Tag(
        name = "Avancement",
        description =
                "Avancement en direct, par étape et par département ; bilan de chaque donneur / Live progress, by stage and department; each donor's report")
@PermitAll
public class ProgressResource {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Figures figures;

    public ProgressResource(Figures figures) {
        this.figures = figures;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "progress",
            summary = "Avancement d'une région / A region's progress",
            description =
                    "Par étape et par département, jusqu'aux personnes venues à un atelier, avec l'objectif, sa règle, son échéance, le résultat à l'échéance et la suite. Public. / By stage and department, as far as the people who came to a workshop, with the target, its rule, its deadline, the result at the deadline and since. Public.")
    @APIResponse(
            responseCode = "200",
            description = "Les chiffres / The figures",
            content = @Content(schema = @Schema(implementation = Progress.class)))
    @APIResponse(
            responseCode = "304",
            description = "Rien n'a changé depuis l'ETag donné / Nothing has changed since the given ETag")
    @APIResponse(
            responseCode = "422",
            description =
                    "Région inconnue, instant futur ou numéro inconnu / Unknown region, instant in the future or unknown number")
    public Uni<Response> progress(
            @Parameter(
                            description = "Code INSEE de la région / INSEE code of the region",
                            example = "44",
                            required = true)
                    @QueryParam("region")
                    @Nullable String region,
            @Parameter(
                            description =
                                    "Les chiffres tels que le réseau les connaissait à cet instant (RFC 3339) : toujours les mêmes / The figures as the network knew them at that instant (RFC 3339): always the same ones",
                            example = "2025-06-30T23:59:59+02:00")
                    @QueryParam("asOf")
                    @Nullable String asOf,
            @Parameter(
                            description =
                                    "Les chiffres après ce numéro public, tel que le flux le donne en « id » / The figures after that public number, as the stream gives it as \"id\"")
                    @QueryParam("seq")
                    @Nullable String seq,
            @Context HttpHeaders headers) {
        String code = Regions.checked(region);
        if (asOf != null && seq != null) {
            throw Refusal.invalid(
                    "/seq",
                    "one_of_two",
                    "« asOf » ou « seq », l'un des deux.",
                    "\"asOf\" or \"seq\", one of the two.");
        }
        Future<Progress> found;
        if (asOf != null) {
            found = figures.asOf(code, instant(asOf));
        } else if (seq != null) {
            found = figures.at(code, number(seq));
        } else {
            found = figures.now(code);
        }
        return Uni.createFrom()
                .completionStage(() -> found.toCompletionStage())
                .map(progress -> answer(progress, headers));
    }

    private static Response answer(Progress progress, HttpHeaders headers) {
        Progress.TargetView target = progress.target();
        String tag = progress.region() + "-" + progress.seq() + (target == null ? "" : "-" + target.rule());
        return Pages.one(headers, progress, tag)
                .header("Cache-Control", "no-cache")
                .build();
    }

    private static Instant instant(String text) {
        try {
            // In a query, an unescaped + of an offset arrives as a space.
            Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (!CommonEra.holds(instant)) {
                throw CommonEra.refusal("/asOf");
            }
            return instant;
        } catch (DateTimeParseException unreadable) {
            throw Refusal.invalid(
                    "/asOf",
                    "not_an_instant",
                    "« asOf » est un instant RFC 3339, par exemple 2025-06-30T23:59:59+02:00.",
                    "\"asOf\" is an RFC 3339 instant, such as 2025-06-30T23:59:59+02:00.");
        }
    }

    private static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw Refusal.invalid(
                    "/seq", "not_a_number", "« seq » est un nombre entier.", "\"seq\" is a whole number.");
        }
        return Long.parseLong(text);
    }
}
