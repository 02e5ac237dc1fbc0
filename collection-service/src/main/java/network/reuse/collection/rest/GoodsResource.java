package network.reuse.collection.rest;

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
import network.reuse.collection.application.FindGoods;
import network.reuse.collection.application.GoodsView;
import network.reuse.collection.application.MoveGoods;
import network.reuse.collection.application.ReceiveGoods;
import network.reuse.collection.domain.Goods;
import network.reuse.collection.domain.GoodsStatus;
import network.reuse.collection.domain.WantedGoods;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Goods that are counted and not told apart: headsets, sleeves, chargers, new disks. */
@Path("/v1/collection/goods")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Biens comptés", description = "Les biens comptés, sans numéro / Goods that are counted, without numbers")
public class GoodsResource {
    private final Callers callers;
    private final Commands commands;
    private final FindGoods find;
    private final ReceiveGoods receive;
    private final MoveGoods move;

    public GoodsResource(Callers callers, Commands commands, FindGoods find, ReceiveGoods receive, MoveGoods move) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.receive = receive;
        this.move = move;
    }

    @GET
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.PROGRAMME_MANAGER, Roles.ANALYST})
    @Operation(
            operationId = "listGoods",
            summary = "Les biens comptés visibles, du plus ancien au plus récent / The counted goods you may see",
            description = "Un donneur y suit ce qu'il a donné, de main en main."
                    + " / A donor follows what it gave, from hand to hand.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = GoodsView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable GoodsStatus status,
            @QueryParam("kind")
                    @Size(max = 40) @Parameter(
                            description =
                                    "Une sorte de /v1/collection/goods-kinds. / A kind of /v1/collection/goods-kinds.")
                    @Nullable String kind,
            @QueryParam("donor") @Parameter(description = "Qui les a donnés. / Who gave them.") @Nullable UUID donor,
            @QueryParam("holder")
                    @Parameter(description = "Qui les a, ou les a envoyés. / Who has them, or sent them.")
                    @Nullable UUID holder,
            @QueryParam("code") @Size(max = 200) @Nullable String code,
            @QueryParam("partnerRef") @Size(max = 200) @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        return find.goods(
                        callers.current(),
                        after,
                        limit,
                        new WantedGoods(status, kind, donor, holder, code, partnerRef, changedSince))
                .map(goods -> Pages.page(uri, goods, limit, GoodsView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.PROGRAMME_MANAGER, Roles.ANALYST})
    @Operation(operationId = "getGoods", summary = "Des biens comptés / Counted goods")
    @APIResponseSchema(value = GoodsView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.goods(callers.current(), id).map(goods -> Pages.one(headers, goods, goods.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.PROGRAMME_MANAGER, Roles.ANALYST})
    @Operation(operationId = "goodsTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Goods.Move>> transitions(UUID id) {
        return find.goods(callers.current(), id).map(GoodsView::legal);
    }

    @POST
    @RolesAllowed({Roles.REFURBISHER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "receiveGoods",
            summary = "Recevoir et compter des biens / Receive and count goods",
            description =
                    "Un support de données usagé n'est pas compté : il est suivi par son numéro de série et effacé."
                            + " / A used storage medium is not counted: it is followed by its serial number and erased.")
    @APIResponseSchema(value = GoodsView.class, responseCode = "201")
    public Uni<Response> receive(@BeanParam CommandHeaders headers, @Valid @NotNull GoodsForms.DeliveryForm form) {
        return receive.receive(commands.from(headers, form), form.delivery(), form.partnerRef(), form.occurredAt())
                .map(answer -> answer.created("/v1/collection/goods"));
    }

    @POST
    @Path("/{id}/handover")
    @RolesAllowed({Roles.REFURBISHER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "handOverGoods",
            summary = "Envoyer une partie à une autre organisation / Send a part to another organisation",
            description =
                    "Première signature ; la réponse est la partie envoyée, que le destinataire compte (…/takeover)."
                            + " / The first signature; the answer is the part that was sent, which its recipient counts (…/takeover).")
    @APIResponseSchema(value = GoodsView.class, responseCode = "201")
    public Uni<Response> handOver(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull GoodsForms.ShipmentForm form) {
        return move.handOver(commands.from(headers, form), id, form.shipment(), form.occurredAt())
                .map(answer -> answer.created("/v1/collection/goods"));
    }

    @POST
    @Path("/{id}/takeover")
    @RolesAllowed({Roles.REFURBISHER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "takeOverGoods",
            summary = "Compter ce qui est arrivé / Count what arrived",
            description =
                    "Seconde signature ; si les comptes diffèrent, l'expéditeur dit ce qu'est devenue la différence."
                            + " / The second signature; where the counts differ, the sender says what became of the difference.")
    @APIResponseSchema(value = GoodsView.class, responseCode = "200")
    public Uni<Response> takeOver(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull GoodsForms.GoodsTakeover form) {
        return move.takeOver(commands.from(headers, form), id, form.count(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/recall")
    @RolesAllowed({Roles.REFURBISHER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "recallGoods",
            summary = "Reprendre un envoi non compté / Take back what was not counted yet")
    @APIResponseSchema(value = GoodsView.class, responseCode = "200")
    public Uni<Response> recall(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return move.recall(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/settlement")
    @RolesAllowed({Roles.REFURBISHER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "settleGoods",
            summary = "Dire ce qu'est devenue une différence / Say what became of a difference",
            description =
                    "Par l'expéditeur. FOUND : ils sont chez lui, ou il en a autant de moins ; NEVER_GIVEN : son compte était"
                            + " faux ; LOST : perdus. / By the sender. FOUND: it has them, or as many fewer; NEVER_GIVEN: its count was"
                            + " wrong; LOST: they are gone.")
    @APIResponseSchema(value = GoodsView.class, responseCode = "200")
    public Uni<Response> settle(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull GoodsForms.GoodsSettlement form) {
        return move.settle(commands.from(headers, form), id, form.outcome(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/stocktaking")
    @RolesAllowed({Roles.REFURBISHER, Roles.PROGRAMME_MANAGER})
    @Operation(operationId = "countGoods", summary = "Corriger par inventaire / Correct by a stock-taking")
    @APIResponseSchema(value = GoodsView.class, responseCode = "200")
    public Uni<Response> count(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull GoodsForms.Stocktaking form) {
        return move.count(commands.from(headers, form), id, form.count(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
