package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import network.reuse.allocation.application.goods.FindGoodsStock;
import network.reuse.allocation.application.goods.GoodsStockView;
import network.reuse.allocation.application.goods.StockGoods;
import network.reuse.allocation.domain.Goods;
import network.reuse.allocation.domain.WantedGoods;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The goods that a sponsor counts: headsets, sleeves and whatever else is in a pack and has no number. */
@Path("/v1/allocation/goods")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stock", description = "Le stock des porteurs / What sponsors have in stock")
public class GoodsStockResource {
    private final Callers callers;
    private final Commands commands;
    private final FindGoodsStock find;
    private final StockGoods stock;

    public GoodsStockResource(Callers callers, Commands commands, FindGoodsStock find, StockGoods stock) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.stock = stock;
    }

    @GET
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "listGoodsStock", summary = "Les biens que vous comptez / The goods that you count")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = GoodsStockView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("name") @Nullable String name,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedGoods wanted = new WantedGoods(name, partnerRef, changedSince);
        return find.goods(callers.current(), after, limit, wanted)
                .map(goods -> Pages.page(uri, goods, limit, GoodsStockView::id));
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "openGoodsStock",
            summary = "Compter des biens des packs / Count goods of packs",
            description =
                    "Dès lors, une réservation met de côté les biens de ce nom que ses packs contiennent, et est refusée quand ils"
                            + " manquent (409 goods_short) ; un bien que vous ne comptez pas ne manque jamais. / From then on a"
                            + " reservation puts the goods of this name in its packs aside, and is refused when they lack (409"
                            + " goods_short); goods that you do not count never lack.")
    @APIResponseSchema(value = GoodsStockView.class, responseCode = "201")
    public Uni<Response> open(@BeanParam CommandHeaders headers, @Valid @NotNull GoodsForms.GoodsStock form) {
        return stock.open(commands.from(headers, form), form.stocked(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/goods"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "getGoodsStock", summary = "Combien il y en a / How many there are")
    @APIResponseSchema(value = GoodsStockView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.goods(callers.current(), id)
                .map(goods -> Pages.one(headers, goods, goods.version(), goods.free(), goods.reserved(), goods.gone()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "goodsStockTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Goods.Move>> transitions(UUID id) {
        return find.goods(callers.current(), id).map(GoodsStockView::legal);
    }

    @POST
    @Path("/{id}/receipt")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "receiveGoodsIntoStock",
            summary = "Recevoir d'autres biens / Receive more goods",
            description =
                    "Sert aussitôt qui les attend avec un rang. / Serves at once whoever waits for them with a rank.")
    @APIResponseSchema(value = GoodsStockView.class, responseCode = "200")
    public Uni<Response> receive(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull GoodsForms.GoodsReceipt form) {
        return stock.receive(commands.from(headers, form), id, form.count(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/stocktaking")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "countGoodsStock",
            summary = "Corriger le compte / Put the count right",
            description =
                    "Jamais en dessous de ce qui est mis de côté (409 goods_below_reserved), ni sur un autre compte que celui que vous"
                            + " supposez (« expected », 409 goods_moved avec ce qu'il y a). / Never below what is put aside, nor over"
                            + " another count than the one that you take the books to have (409 goods_moved with what is there).")
    @APIResponseSchema(value = GoodsStockView.class, responseCode = "200")
    public Uni<Response> count(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull GoodsForms.GoodsStocktaking form) {
        return stock.count(
                        commands.from(headers, form),
                        id,
                        form.count(),
                        form.expected(),
                        form.reason(),
                        form.occurredAt())
                .map(Answer::ok);
    }
}
