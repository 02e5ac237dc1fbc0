package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import network.reuse.collection.application.AddGoodsKind;
import network.reuse.collection.application.FindGoods;
import network.reuse.collection.domain.GoodsKind;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The kinds of goods that are counted; they are data, which the administration adds to. */
@Path("/v1/collection/goods-kinds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Biens comptés")
public class GoodsKindResource {
    private final Callers callers;
    private final Commands commands;
    private final FindGoods find;
    private final AddGoodsKind add;

    public GoodsKindResource(Callers callers, Commands commands, FindGoods find, AddGoodsKind add) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.add = add;
    }

    @GET
    @RolesAllowed({
        Roles.DONOR,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(operationId = "listGoodsKinds", summary = "Les sortes de biens comptés / The kinds of counted goods")
    public Uni<List<GoodsKind>> list() {
        return find.kinds(callers.current());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "addGoodsKind",
            summary = "Ajouter une sorte de biens / Add a kind of goods",
            description = "Ce qu'un code désigne ne change plus ; le même, renvoyé, ne change rien."
                    + " / What a code means never changes; the same one, sent again, changes nothing.")
    @APIResponseSchema(value = GoodsKind.class, responseCode = "200")
    public Uni<Response> add(@BeanParam CommandHeaders headers, @Valid @NotNull GoodsForms.GoodsKindForm form) {
        return add.add(commands.from(headers, form), form.kind()).map(Answer::ok);
    }
}
