package network.reuse.gateway.donors;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.donors.GivenDevices.Wanted;
import network.reuse.gateway.projection.Stage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of each device that a donor gave; whose they are comes from the token alone. */
@Path("/v1/donors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Donateurs", description = "Ce que les donateurs suivent et déclarent / What donors follow and state")
public class GivenDeviceResource {
    private static final int MOST = 500;
    private static final int MOST_LINES = 5_000;

    private final GivenDevices devices;
    private final Incidents incidents;
    private final ReleaseRequests releases;
    private final Callers callers;
    private final BusinessClock clock;
    private final int unerasedDays;

    public GivenDeviceResource(
            GivenDevices devices,
            Incidents incidents,
            ReleaseRequests releases,
            Callers callers,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.donors.unerased-days") int unerasedDays) {
        this.devices = devices;
        this.incidents = incidents;
        this.releases = releases;
        this.callers = callers;
        this.clock = clock;
        this.unerasedDays = unerasedDays;
    }

    @GET
    @Path("/devices")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listGivenDevices",
            summary =
                    "Suivre chaque appareil que votre organisation a donné / Follow each device that your organisation gave",
            description =
                    "Son étape et depuis quand, le niveau d'effacement, et s'il est de nouveau utilisé, dans quel programme ; jamais par"
                            + " qui. / Its stage and since when, the level of erasure, and whether it is in use again, in which programme; never by"
                            + " whom.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = GivenDevice.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(MOST) int limit,
            @Parameter(description = "Ceux de ce lot. / Those of this lot.") @QueryParam("lot") @Nullable UUID lot,
            @Parameter(description = "Ceux qui sont à cette étape. / Those in this stage.")
                    @QueryParam("stage")
                    @Nullable Stage stage,
            @Context UriInfo uri) {
        return devices.page(callers.current(), after, limit, wanted(lot, stage))
                .map(page -> Answers.page(uri, page, limit, GivenDevice::id));
    }

    @GET
    @Path("/devices.csv")
    @Produces(CsvLines.CSV)
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "exportGivenDevices",
            summary = "Ce suivi en CSV / The same as CSV",
            description = "Une ligne par appareil, séparée par des points-virgules, en UTF-8."
                    + " / One line a device, with semicolons, in UTF-8.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Les lignes ; l'en-tête Link mène à la suite / The lines; the Link header leads to what follows",
            content = @Content(mediaType = CsvLines.CSV, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> export(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("5000") @Min(1) @Max(MOST_LINES) int limit,
            @Parameter(description = "Ceux de ce lot. / Those of this lot.") @QueryParam("lot") @Nullable UUID lot,
            @Parameter(description = "Ceux qui sont à cette étape. / Those in this stage.")
                    @QueryParam("stage")
                    @Nullable Stage stage,
            @Context UriInfo uri) {
        return devices.page(callers.current(), after, limit, wanted(lot, stage))
                .map(page -> Answers.lines(uri, page, limit, "appareils"));
    }

    private static Wanted wanted(@Nullable UUID lot, @Nullable Stage stage) {
        return new Wanted(lot, stage == null ? null : List.of(stage), null, null, false);
    }

    @GET
    @Path("/unerased-devices")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listUnerasedDevices",
            summary =
                    "Les appareils qui ne sont pas effacés après un certain temps / Devices that are not erased after a while",
            description =
                    "Ceux qui ont quitté votre organisation depuis plus de « days » jours sans qu'un effacement suffisant de leurs supports"
                            + " soit établi ; ceux qui sont perdus sont parmi les incidents. / Those that left your organisation more than"
                            + " \"days\" days ago and of which no sufficient erasure is established; lost ones are among the incidents.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = GivenDevice.class)))
    public Uni<Response> unerased(
            @Parameter(
                            description =
                                    "Après combien de jours ; 30 s'il manque, sauf autre réglage du réseau. / After how many days; 30 when absent, unless the network is set otherwise.",
                            example = "30")
                    @QueryParam("days")
                    @Min(0) @Max(3_650) @Nullable Integer days,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(MOST) int limit,
            @Context UriInfo uri) {
        Instant before = clock.shown().minus(Duration.ofDays(days == null ? unerasedDays : days));
        return devices.unerased(callers.current(), after, limit, before)
                .map(page -> Answers.page(uri, page, limit, GivenDevice::id));
    }

    @GET
    @Path("/incidents")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listDonorIncidents",
            summary =
                    "Les appareils perdus qui contenaient peut-être des données / Lost devices that may have had data on them",
            description =
                    "Quelques secondes après que qui les avait l'a signalé. À interroger régulièrement, avec « since » et une heure de"
                            + " recouvrement ; « turnedUp » dit ce qui a été retrouvé. Notifier ou non (RGPD, article 33) reste votre"
                            + " décision. / Seconds after whoever had them said so. To be asked regularly, with \"since\" and an hour of"
                            + " overlap; \"turnedUp\" says what has turned up. Whether to notify (GDPR, article 33) stays your decision.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Incident.class)))
    public Uni<Response> incidents(
            @Parameter(
                            description =
                                    "Ceux qui ont été inscrits à cet instant ou après. / Those that were written down at that instant or later.",
                            example = "2026-03-01T00:00:00Z")
                    @QueryParam("since")
                    @Nullable Instant since,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(MOST) int limit,
            @Context UriInfo uri) {
        return incidents
                .page(callers.current(), after, since, limit)
                .map(page -> Answers.page(uri, page, limit, Incident::id));
    }

    @GET
    @Path("/release-requests")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listReleaseRequests",
            summary =
                    "Les appareils verrouillés qu'un atelier demande de libérer / Locked devices that a workshop asks you to release",
            description =
                    "Un mot de passe du micrologiciel, une gestion à distance ou un compte empêche de les remettre en service. Répondez à"
                            + " « answerAt » : c'est fait, ou pourquoi ce n'est pas possible. / A firmware password, remote management or an account"
                            + " keeps them from being used again. Answer at \"answerAt\": it is done, or why it cannot be.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ReleaseRequest.class)))
    public Uni<Response> releaseRequests(
            @Parameter(
                            description =
                                    "Celles qui attendent encore, ou les autres ; toutes s'il manque. / Those that still wait, or the others; all when absent.",
                            example = "true")
                    @QueryParam("open")
                    @Nullable Boolean open,
            @Parameter(
                            description =
                                    "Celles qui ont été inscrites à cet instant ou après. / Those that were written down at that instant or later.",
                            example = "2026-03-01T00:00:00Z")
                    @QueryParam("since")
                    @Nullable Instant since,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(MOST) int limit,
            @Context UriInfo uri) {
        return releases.page(callers.current(), after, since, open, limit)
                .map(page -> Answers.page(uri, page, limit, ReleaseRequest::id));
    }
}
