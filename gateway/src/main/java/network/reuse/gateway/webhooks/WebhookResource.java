package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The webhooks of the caller's organisation, over HTTP. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
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
@Tag(
        name = "Webhooks",
        description =
                "Le fil des événements livré chez vous, signé (Standard Webhooks), dans l'ordre pour chaque objet / The feed of events delivered to you, signed (Standard Webhooks), in order for each thing")
public class WebhookResource {
    private static final String PATH = "/v1/webhooks";
    private static final String ID = "01980000-0000-7000-8000-000000000001";
    private static final String OPENED = """
            {"url": "https://logiciel.example/reemploi", "types": ["refurb.DeviceReady.v1", "allocation.*"], "region": "44",
             "partnerRef": "LOGICIEL-ATELIER"}""";
    private static final String CORRECTED = """
            {"url": "https://logiciel.example/reemploi/v2", "types": ["refurb.*"]}""";
    private static final String ENABLED = "{\"after\": \"latest\"}";
    private static final String REDELIVERED = "{\"after\": \"1.48213\", \"through\": \"1.48300\"}";

    private final OpenWebhook opening;
    private final CorrectWebhook correcting;
    private final RotateSecret rotating;
    private final DisableWebhook disabling;
    private final EnableWebhook enabling;
    private final CloseWebhook closing;
    private final PingWebhook pinging;
    private final RedeliverEvents redelivering;
    private final FindWebhooks finding;
    private final WebhookSecrets secrets;
    private final Commands commands;
    private final Callers callers;

    public WebhookResource(
            OpenWebhook opening,
            CorrectWebhook correcting,
            RotateSecret rotating,
            DisableWebhook disabling,
            EnableWebhook enabling,
            CloseWebhook closing,
            PingWebhook pinging,
            RedeliverEvents redelivering,
            FindWebhooks finding,
            WebhookSecrets secrets,
            Commands commands,
            Callers callers) {
        this.opening = opening;
        this.correcting = correcting;
        this.rotating = rotating;
        this.disabling = disabling;
        this.enabling = enabling;
        this.closing = closing;
        this.pinging = pinging;
        this.redelivering = redelivering;
        this.finding = finding;
        this.secrets = secrets;
        this.commands = commands;
        this.callers = callers;
    }

    @POST
    @Operation(
            operationId = "openWebhook",
            summary = "Ouvrir un webhook / Open a webhook",
            description =
                    "Chaque événement que votre organisation peut lire est envoyé à l'adresse par POST, au format JSON de CloudEvents comme dans le fil, avec les en-têtes webhook-id, webhook-timestamp et webhook-signature. Répondez 2xx en moins de quinze secondes ; une redirection est un échec, 410 désactive. Un événement peut arriver deux fois, toujours sous le même webhook-id ; ceux d'un même objet arrivent dans l'ordre. Ce qui échoue est renvoyé après 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h et 24 h ; puis le webhook est désactivé, et rien n'est perdu. Le secret n'est montré que là, et au même appel répété avec sa clé. / Each event that your organisation may read is posted to the address, in the JSON format of CloudEvents as in the feed, with the headers webhook-id, webhook-timestamp and webhook-signature. Answer 2xx within fifteen seconds; a redirect is a failure, 410 disables. An event may come twice, always under the same webhook-id; those of one thing come in order. What fails is sent again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; then the webhook is disabled, and nothing is lost. The secret is shown here alone, and to the same call repeated with its key.")
    @APIResponse(
            responseCode = "201",
            description = "Ouvert, avec son secret / Opened, with its secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "Votre organisation en a trop, ou la référence est prise / Your organisation has too many, or the reference is taken")
    @APIResponse(
            responseCode = "410",
            description =
                    "Le fil n'a plus tout ce qui suit « after » : « feed_resync » / The feed does not have all behind \"after\" any more: \"feed_resync\"")
    public Uni<Response> open(
            @BeanParam CommandHeaders headers,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "webhook", value = OPENED)))
                    @NotNull @Valid WebhookForm form) {
        Caller caller = callers.current();
        return opening.open(commands.from(headers, form), form)
                .chain(answer -> withSecret(
                        caller,
                        answer,
                        Response.status(Response.Status.CREATED)
                                .header(HttpHeaders.LOCATION, PATH + "/" + answer.id())));
    }

    @POST
    @Path("/{id}/correction")
    @Operation(
            operationId = "correctWebhook",
            summary = "Changer l'adresse ou les filtres d'un webhook / Change a webhook's address or filters",
            description =
                    "Les nouvelles valeurs remplacent toutes les anciennes ; ce qui attend déjà est livré à la nouvelle adresse. / The new values replace all the former ones; what waits already is delivered to the new address.")
    @APIResponse(
            responseCode = "200",
            description = "Changé / Changed",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> correct(
            @BeanParam VersionedHeaders headers,
            @Parameter(example = ID) @PathParam("id") UUID id,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "correction", value = CORRECTED)))
                    @NotNull @Valid WebhookCorrectionForm form) {
        return correcting.correct(commands.from(headers, form), id, form).map(Answer::ok);
    }

    @POST
    @Path("/{id}/secret-rotation")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Donner un autre secret à un webhook / Give a webhook another secret",
            description =
                    "Jusqu'à « formerSecretUntil », chaque livraison est signée des deux secrets : changez-le chez vous sans rien refuser. / Until \"formerSecretUntil\" each delivery is signed with both secrets: change it at your end without refusing anything.")
    @APIResponse(
            responseCode = "200",
            description = "Le webhook avec son nouveau secret / The webhook with its new secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> rotate(
            @BeanParam VersionedHeaders headers, @Parameter(example = ID) @PathParam("id") UUID id) {
        Caller caller = callers.current();
        return rotating.rotate(commands.from(headers, null), id)
                .chain(answer -> withSecret(caller, answer, Response.ok()));
    }

    @POST
    @Path("/{id}/disabling")
    @Operation(
            operationId = "disableWebhook",
            summary = "Arrêter les livraisons d'un webhook / Stop deliveries to a webhook",
            description =
                    "Ce qui arrive entre-temps est livré quand il est réactivé (enabling). / What comes meanwhile is delivered when it is enabled again (enabling).")
    @APIResponse(
            responseCode = "200",
            description = "Désactivé / Disabled",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> disable(
            @BeanParam VersionedHeaders headers, @Parameter(example = ID) @PathParam("id") UUID id) {
        return disabling.disable(commands.from(headers, null), id).map(Answer::ok);
    }

    @POST
    @Path("/{id}/enabling")
    @Operation(
            operationId = "enableWebhook",
            summary = "Reprendre les livraisons d'un webhook / Go on delivering to a webhook",
            description =
                    "Tout ce qui a attendu est livré d'abord, dans l'ordre ; avec « after », ce qui a attendu est oublié. / All that has waited is delivered first, in order; with \"after\", what has waited is forgotten.")
    @APIResponse(
            responseCode = "200",
            description = "Activé / Enabled",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(
            responseCode = "410",
            description =
                    "Le fil n'a plus tout ce qui manque : « feed_resync » / The feed does not have all that is missing any more: \"feed_resync\"")
    public Uni<Response> enable(
            @BeanParam VersionedHeaders headers,
            @Parameter(example = ID) @PathParam("id") UUID id,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "enabling", value = ENABLED)))
                    @NotNull @Valid EnablingForm form) {
        return enabling.enable(commands.from(headers, form), id, form).map(Answer::ok);
    }

    @POST
    @Path("/{id}/closing")
    @Operation(
            operationId = "closeWebhook",
            summary = "Fermer un webhook / Close a webhook",
            description = "Pour de bon ; ce qui attendait est oublié. / For good; what waited is forgotten.")
    @APIResponse(
            responseCode = "200",
            description = "Fermé / Closed",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> close(@BeanParam VersionedHeaders headers, @Parameter(example = ID) @PathParam("id") UUID id) {
        return closing.close(commands.from(headers, null), id).map(Answer::ok);
    }

    @POST
    @Path("/{id}/ping")
    @Operation(
            operationId = "pingWebhook",
            summary = "Essayer un webhook / Try a webhook",
            description =
                    "Un événement « webhook.ping » signé lui est envoyé une fois ; la liste des livraisons dit ce qu'il en est. / A signed event \"webhook.ping\" is sent to it once; the list of deliveries says what became of it.")
    @APIResponse(
            responseCode = "200",
            description = "En route / On its way",
            content = @Content(schema = @Schema(implementation = PingView.class)))
    public Uni<Response> ping(@BeanParam CommandHeaders headers, @Parameter(example = ID) @PathParam("id") UUID id) {
        return pinging.ping(commands.from(headers, null), id).map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/redeliveries")
    @Operation(
            operationId = "redeliverEvents",
            summary = "Faire livrer de nouveau des événements / Have events delivered once more",
            description =
                    "Celui d'une livraison, ou ceux d'une plage du fil que le webhook veut, déjà parcourue, mille au plus par appel ; sous leurs webhook-id, dans l'ordre pour chaque objet. / That of one delivery, or those of a range of the feed that the webhook wants, as far as it was looked through, a thousand at most a call; under their webhook-id, in order for each thing.")
    @APIResponse(
            responseCode = "200",
            description = "En route / On their way",
            content = @Content(schema = @Schema(implementation = RedeliveryView.class)))
    public Uni<Response> redeliver(
            @BeanParam CommandHeaders headers,
            @Parameter(example = ID) @PathParam("id") UUID id,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "range", value = REDELIVERED)))
                    @NotNull @Valid RedeliveryForm form) {
        return redelivering.redeliver(commands.from(headers, form), id, form).map(Answer::okWithoutTag);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "webhook", summary = "Lire un de ses webhooks / Read one of one's own webhooks")
    @APIResponse(
            responseCode = "200",
            description = "Le webhook, sans secret / The webhook, without its secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> one(@Parameter(example = ID) @PathParam("id") UUID id, @Context HttpHeaders headers) {
        return finding.find(callers.current(), id)
                .map(it -> Pages.one(headers, WebhookView.of(it, null), it.version(), it.position(), it.waiting()));
    }

    @GET
    @Operation(
            operationId = "webhooks",
            summary = "Lire ses webhooks, page par page / Read one's own webhooks, page by page")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @Parameter(example = "50") @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Parameter(description = "Celui qui a cette référence / The one that has this reference")
                    @QueryParam("partnerRef")
                    @Size(max = 200) @Nullable String partnerRef,
            @Context UriInfo uri) {
        return finding.list(callers.current(), after, limit, partnerRef)
                .map(found -> Pages.page(uri, found, limit, WebhookView::id));
    }

    @GET
    @Path("/{id}/deliveries")
    @Operation(
            operationId = "webhookDeliveries",
            summary = "Lire ce que sont devenues les livraisons / Read what became of deliveries",
            description =
                    "Chaque tentative, de la plus ancienne à la plus récente, pendant sept jours et dix mille au plus. / Each attempt, oldest first, for seven days and ten thousand at most.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DeliveryView.class)))
    public Uni<Response> deliveries(
            @Parameter(example = ID) @PathParam("id") UUID id,
            @QueryParam("after") @Nullable UUID after,
            @Parameter(example = "50") @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Parameter(description = "Celles de ce webhook-id / Those of this webhook-id")
                    @QueryParam("eventId")
                    @Nullable UUID eventId,
            @Parameter(description = "Celles qui ont fini ainsi / Those that ended so") @QueryParam("outcome") @Nullable DeliveryOutcome outcome,
            @Context UriInfo uri) {
        return finding.deliveries(callers.current(), id, after, limit, eventId, outcome)
                .map(found -> Pages.page(uri, found, limit, DeliveryView::id));
    }

    /** The webhook as it is now, with its secret, which no key keeps and no cache either. */
    private Uni<Response> withSecret(Caller caller, Answer answer, Response.ResponseBuilder builder) {
        return finding.find(caller, Objects.requireNonNull(answer.id(), "what was opened has an id"))
                .map(it -> builder.type(MediaType.APPLICATION_JSON)
                        .entity(WebhookView.of(
                                it, secrets.of(it.id(), it.secrets().current())))
                        .tag(new EntityTag("v" + it.version()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Idempotent-Replayed", answer.replayed() ? "true" : null)
                        .build());
    }
}
