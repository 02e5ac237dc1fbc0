package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.FindPallets;
import network.reuse.refurb.application.LoadPallet;
import network.reuse.refurb.application.MovePallet;
import network.reuse.refurb.application.OpenPallet;
import network.reuse.refurb.application.PalletLoadRow;
import network.reuse.refurb.application.PalletView;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.PalletStatus;
import network.reuse.refurb.domain.WantedPallets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pallets of scrapped devices, from the workshop that loads them to the eco-organism that treats them. */
@Path("/v1/refurb/pallets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Palettes", description = "Ce qui part en recyclage / What leaves for recycling")
public class PalletResource {
    private final Callers callers;
    private final Commands commands;
    private final FindPallets find;
    private final OpenPallet open;
    private final LoadPallet load;
    private final MovePallet move;
    private final Papers papers;

    public PalletResource(
            Callers callers,
            Commands commands,
            FindPallets find,
            OpenPallet open,
            LoadPallet load,
            MovePallet move,
            Papers papers) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.open = open;
        this.load = load;
        this.move = move;
        this.papers = papers;
    }

    @GET
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM, Roles.ANALYST})
    @Operation(
            operationId = "listPallets",
            summary =
                    "Les palettes visibles, de la plus ancienne à la plus récente / The pallets you may see, oldest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = PalletView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable PalletStatus status,
            @QueryParam("code") @Size(max = 200) @Nullable String code,
            @QueryParam("partnerRef") @Size(max = 200) @Nullable String partnerRef,
            @QueryParam("slipRef")
                    @Size(max = 200) @Parameter(description = "La référence du bordereau. / The reference of the slip.")
                    @Nullable String slipRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        return find.pallets(
                        callers.current(),
                        after,
                        limit,
                        new WantedPallets(status, code, partnerRef, slipRef, changedSince))
                .map(pallets -> Pages.page(uri, pallets, limit, PalletView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM, Roles.ANALYST})
    @Operation(
            operationId = "getPallet",
            summary = "Une palette et son manifeste / A pallet and its manifest",
            description = "Le manifeste est figé au départ. / The manifest is final once the pallet has departed.")
    @APIResponseSchema(value = PalletView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.pallet(callers.current(), id).map(pallet -> Pages.one(headers, pallet, pallet.version()));
    }

    @GET
    @Path("/{id}/manifest.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM, Roles.ANALYST})
    @Bulk
    @Operation(
            operationId = "printPalletManifest",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer le manifeste d'une palette / Print a pallet's manifest",
            description =
                    "Un PDF : les parties, le code déchet, les masses, les appareils avec leurs numéros de série, ce qui manquait à l'arrivée"
                            + " et le traitement. Figé au départ ; avant, il le dit. / A PDF: the parties, the waste code, the masses, the"
                            + " devices with their serial numbers, what was missing on arrival and the treatment. Final once the pallet has"
                            + " departed; before that it says so.")
    @APIResponse(
            responseCode = "200",
            description = "Le manifeste / The manifest",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> print(UUID id) {
        Language language = callers.language();
        return find.manifest(callers.current(), id)
                .chain(manifest -> papers.answer(
                        PalletManifest.of(manifest.pallet(), manifest.names(), language),
                        "manifeste-" + manifest.pallet().code()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM, Roles.ANALYST})
    @Operation(operationId = "palletTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Pallet.Move>> transitions(UUID id) {
        return find.pallet(callers.current(), id).map(PalletView::legal);
    }

    @POST
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "openPallet", summary = "Ouvrir une palette / Open a pallet")
    @APIResponseSchema(value = PalletView.class, responseCode = "201")
    public Uni<Response> open(@BeanParam CommandHeaders headers, @Valid @NotNull PalletForms.PalletForm form) {
        return open.open(
                        commands.from(headers, form),
                        form.ecoOrganism(),
                        form.wasteCode(),
                        form.commune(),
                        form.partnerRef(),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/refurb/pallets"));
    }

    @POST
    @Path("/{id}/loading")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "loadPallet",
            summary = "Charger une palette / Load a pallet",
            description = "Des appareils mis au rebut, un résultat par appareil ; peut être renvoyé."
                    + " / Scrapped devices, one result each; may be sent again.")
    @APIResponseSchema(value = PalletLoadRow.class, responseCode = "200")
    public Uni<Response> load(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull PalletForms.Loading form) {
        return load.load(commands.from(headers, form), id, form.deviceIds(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/unloading")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "unloadPallet",
            summary = "Retirer des appareils d'une palette / Take devices off a pallet",
            description =
                    "Un résultat par appareil ; peut être renvoyé. D'une palette arrivée, seuls ceux qui n'y étaient pas."
                            + " / One result each; may be sent again. Of a pallet that has arrived, those alone that were not on it.")
    @APIResponseSchema(value = PalletLoadRow.class, responseCode = "200")
    public Uni<Response> unload(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull PalletForms.Unloading form) {
        return load.unload(commands.from(headers, form), id, form.deviceIds(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/departure")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "departPallet",
            summary = "Peser et faire partir une palette / Weigh a pallet and let it leave")
    @APIResponseSchema(value = PalletView.class, responseCode = "200")
    public Uni<Response> depart(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull PalletForms.DepartureForm form) {
        return move.depart(commands.from(headers, form), id, form.departure(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/departure-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "correctPalletDeparture",
            summary = "La palette n'est pas partie / The pallet did not leave after all")
    @APIResponseSchema(value = PalletView.class, responseCode = "200")
    public Uni<Response> correctDeparture(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return move.correctDeparture(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "cancelPallet", summary = "Renoncer à une palette vide / Give up an empty pallet")
    @APIResponseSchema(value = PalletView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return open.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/reception")
    @RolesAllowed(Roles.ECO_ORGANISM)
    @Operation(
            operationId = "receivePallet",
            summary = "Recevoir et peser une palette / Receive and weigh a pallet",
            description =
                    "Les appareils nommés dans « missing » restent à l'atelier, qui les retire ou les déclare perdus."
                            + " / The devices named in \"missing\" stay with the workshop, which unloads them or reports them lost.")
    @APIResponseSchema(value = PalletView.class, responseCode = "200")
    public Uni<Response> receive(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull PalletForms.ArrivalForm form) {
        return move.receive(commands.from(headers, form), id, form.arrival(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/treatment")
    @RolesAllowed(Roles.ECO_ORGANISM)
    @Operation(
            operationId = "treatPallet",
            summary = "Dire comment une palette a été traitée / Say how a pallet was treated")
    @APIResponseSchema(value = PalletView.class, responseCode = "200")
    public Uni<Response> treat(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull PalletForms.TreatmentsForm form) {
        return move.treat(commands.from(headers, form), id, form.said(), form.occurredAt())
                .map(Answer::ok);
    }
}
