package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.EndReservation;
import network.reuse.allocation.application.FindPacks;
import network.reuse.allocation.application.HandOverPack;
import network.reuse.allocation.application.HandOverPacks;
import network.reuse.allocation.application.PackView;
import network.reuse.allocation.application.ReservePack;
import network.reuse.allocation.application.ReservePacks;
import network.reuse.allocation.application.TakeBack;
import network.reuse.allocation.domain.Pack;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Packs: reserved, handed over or sold, and what undoes that. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packs", description = "Les packs, de la réservation à la remise / Packs, from reservation to hand-over")
public class PackResource {
    private final Callers callers;
    private final Commands commands;
    private final FindPacks find;
    private final ReservePack reserve;
    private final ReservePacks reserveMany;
    private final HandOverPack handOver;
    private final HandOverPacks handOverMany;
    private final EndReservation end;
    private final TakeBack takeBack;

    public PackResource(
            Callers callers,
            Commands commands,
            FindPacks find,
            ReservePack reserve,
            ReservePacks reserveMany,
            HandOverPack handOver,
            HandOverPacks handOverMany,
            EndReservation end,
            TakeBack takeBack) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.reserve = reserve;
        this.reserveMany = reserveMany;
        this.handOver = handOver;
        this.handOverMany = handOverMany;
        this.end = end;
        this.takeBack = takeBack;
    }

    @GET
    @Path("/packs")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "listPacks", summary = "Les packs visibles / The packs you may see")
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("programme") @Nullable UUID programme,
            @QueryParam("request") @Nullable UUID request,
            @QueryParam("status") @Pattern(regexp = "RESERVED|RELEASED|DELIVERED|SOLD|RETURNED|CORRECTED") @Nullable String status,
            @Context UriInfo uri) {
        return find.packs(callers.current(), after, limit, programme, request, status)
                .map(packs -> Pages.page(uri, packs, limit, PackView::id));
    }

    @POST
    @Path("/packs")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "reservePack",
            summary = "Réserver un pack pour une demande / Reserve a pack for a request",
            description = "409 : no_stock (ce qui manque), quota_used_up, programme_closed.")
    public Uni<Response> reserve(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Reservation form) {
        return reserve.reserve(commands.from(headers, form), form.request(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/packs"));
    }

    @POST
    @Path("/reservations")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "reservePacks",
            summary = "Réserver pour de nombreuses demandes / Reserve for many requests",
            description = "10 000 demandes au plus, dans l'ordre donné, un résultat par demande."
                    + " / Up to 10,000 requests, in the order given, one result each.")
    public Uni<Response> reserveAll(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Reservations form) {
        return reserveMany
                .reserveAll(commands.from(headers, form), form.requests(), form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/packs/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getPack", summary = "Un pack / One pack")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.pack(callers.current(), id).map(pack -> Pages.one(headers, pack, pack.version()));
    }

    @GET
    @Path("/packs/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "packTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Pack.Move>> transitions(UUID id) {
        return find.pack(callers.current(), id).map(PackView::legal);
    }

    @POST
    @Path("/packs/{id}/hand-over")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "handOverPack", summary = "Remettre un pack / Hand a pack over")
    public Uni<Response> handOver(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.HandOver form) {
        return handOver.handOver(commands.from(headers, form), id, form.commune(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/sale")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "sellPack",
            summary = "Vendre un pack au comptoir / Sell a pack over a counter",
            description = "422 price_above_legal_cap : le matériel d'une personne publique a un prix plafond.")
    public Uni<Response> sell(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Sale form) {
        return handOver.sell(
                        commands.from(headers, form),
                        id,
                        form.priceCents(),
                        form.proof(),
                        form.commune(),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/hand-overs")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "handOverPacks",
            summary = "Remettre de nombreux packs / Hand many packs over",
            description = "10 000 packs au plus, un résultat par pack ; peut être renvoyé.")
    public Uni<Response> handOverAll(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.HandOvers form) {
        return handOverMany
                .handOverAll(commands.from(headers, form), form.packs(), form.commune(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/sales")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "sellPacks",
            summary = "Vendre de nombreux packs / Sell many packs",
            description = "10 000 ventes au plus, un résultat par pack ; peut être renvoyé.")
    public Uni<Response> sellAll(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Sales form) {
        return handOverMany
                .sellAll(commands.from(headers, form), form.rows(), form.commune(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/cancellation")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "cancelPack", summary = "Annuler une réservation / Cancel a reservation")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Reason form) {
        return end.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/return")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "returnPack", summary = "Reprendre un pack / Take a pack back")
    public Uni<Response> comeBack(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Return form) {
        return takeBack.comeBack(commands.from(headers, form), id, form.workshop(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/hand-over-correction")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "correctHandOver", summary = "Revenir d'une remise / Take a hand-over back")
    public Uni<Response> correct(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Reason form) {
        return takeBack.correct(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
