package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import network.reuse.allocation.application.pack.EndReservation;
import network.reuse.allocation.application.pack.PackView;
import network.reuse.allocation.application.pack.ReservationRow;
import network.reuse.allocation.application.pack.ReservePack;
import network.reuse.allocation.application.pack.ReservePacks;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Packs are reserved, for one request or many, and reservations are cancelled. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packs", description = "Les packs, de la réservation à la remise / Packs, from reservation to hand-over")
public class ReservationResource {
    private final Commands commands;
    private final ReservePack reserve;
    private final ReservePacks reserveMany;
    private final EndReservation end;

    public ReservationResource(Commands commands, ReservePack reserve, ReservePacks reserveMany, EndReservation end) {
        this.commands = commands;
        this.reserve = reserve;
        this.reserveMany = reserveMany;
        this.end = end;
    }

    @POST
    @Path("/packs")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "reservePack",
            summary = "Réserver un pack pour une demande / Reserve a pack for a request",
            description =
                    "Avec backOrder, un pack dont des appareils manquent attend sous le statut BACK_ORDERED : une place du quota est à lui, rien"
                            + " n'est mis de côté, et il est réservé à son tour. 409 : no_stock (et ce qui manque), goods_short (des biens que vous comptez), erasure_below_programme (en stock, mais effacé à un niveau moindre que celui du"
                            + " programme), quota_used_up, share_used_up,"
                            + " back_order_ahead (d'autres attendent déjà), programme_closed."
                            + " / With backOrder, a pack whose devices lack waits with the status BACK_ORDERED: one of the quota is its own, nothing"
                            + " is put aside, and it is reserved when its turn has come. 409: no_stock (with what is missing), goods_short (goods that you count), erasure_below_programme (in stock, but erased to a lower level than"
                            + " the programme's), quota_used_up, share_used_up, back_order_ahead (others wait already),"
                            + " programme_closed.")
    @APIResponseSchema(value = PackView.class, responseCode = "201")
    public Uni<Response> reserve(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Reservation form) {
        return reserve.reserve(commands.from(headers, form), form.request(), form.terms(), form.occurredAt())
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
    @APIResponseSchema(value = ReservationRow.class, responseCode = "200")
    public Uni<Response> reserveAll(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Reservations form) {
        return reserveMany
                .reserveAll(commands.from(headers, form), form.requests(), form.terms(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/cancellation")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "cancelPack", summary = "Annuler une réservation / Cancel a reservation")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return end.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
