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
import network.reuse.allocation.application.pack.CorrectReturn;
import network.reuse.allocation.application.pack.HandOverPack;
import network.reuse.allocation.application.pack.HandOverPacks;
import network.reuse.allocation.application.pack.HandOverRow;
import network.reuse.allocation.application.pack.PackView;
import network.reuse.allocation.application.pack.SwapDevices;
import network.reuse.allocation.application.pack.TakeBack;
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

/** Packs are handed over or sold, one or many, and what undoes that. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packs", description = "Les packs, de la réservation à la remise / Packs, from reservation to hand-over")
public class HandOverResource {
    private final Commands commands;
    private final HandOverPack handOver;
    private final HandOverPacks handOverMany;
    private final TakeBack takeBack;
    private final CorrectReturn correctReturn;
    private final SwapDevices swap;

    public HandOverResource(
            Commands commands,
            HandOverPack handOver,
            HandOverPacks handOverMany,
            TakeBack takeBack,
            CorrectReturn correctReturn,
            SwapDevices swap) {
        this.commands = commands;
        this.handOver = handOver;
        this.handOverMany = handOverMany;
        this.takeBack = takeBack;
        this.correctReturn = correctReturn;
        this.swap = swap;
    }

    @POST
    @Path("/packs/{id}/swap")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "swapDevices",
            summary = "Échanger des appareils d'un pack au comptoir / Swap devices of a pack at the counter",
            description =
                    "Chaque appareil est remplacé par un autre, libre dans votre stock, de la même catégorie et qui suffit au programme ; tous"
                            + " ou aucun. / Each device is replaced by another one that is free in your stock, of the same category and"
                            + " enough for the programme; all or none.")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> swap(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull SwapForms.DeviceSwaps form) {
        return swap.swap(commands.from(headers, form), id, form.asked(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/hand-over")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "handOverPack", summary = "Remettre un pack / Hand a pack over")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
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
            description =
                    "422 price_above_legal_cap : le matériel d'une personne publique a un prix plafond, selon la règle du jour de la"
                            + " vente. / 422 price_above_legal_cap: a public body's equipment has a highest price, by the rule of"
                            + " the day of the sale.")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> sell(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Sale form) {
        return handOver.sell(commands.from(headers, form), id, form.selling(), form.commune(), form.occurredAt())
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
            description = "10 000 packs au plus, un résultat par pack ; peut être renvoyé."
                    + " / Up to 10,000 packs, one result each; may be sent again.")
    @APIResponseSchema(value = HandOverRow.class, responseCode = "200")
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
            description = "10 000 ventes au plus, un résultat par pack ; peut être renvoyé."
                    + " / Up to 10,000 sales, one result a pack; may be sent again.")
    @APIResponseSchema(value = HandOverRow.class, responseCode = "200")
    public Uni<Response> sellAll(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Sales form) {
        return handOverMany
                .sellAll(commands.from(headers, form), form.rows(), form.commune(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/return")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "returnPack", summary = "Reprendre un pack / Take a pack back")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> comeBack(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Return form) {
        return takeBack.comeBack(
                        commands.from(headers, form),
                        id,
                        form.workshop(),
                        form.reason(),
                        Boolean.TRUE.equals(form.goodsBack()),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/return-correction")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "correctReturn",
            summary = "Annuler un retour saisi par erreur / Take back a return that was recorded by mistake",
            description =
                    "Le pack est remis ou vendu comme avant ; 409 dès qu'un appareil n'est plus en route vers l'atelier, que la place"
                            + " libérée dans le quota a été reprise, ou que le foyer a été servi autrement. / The pack is handed over"
                            + " or sold as before; 409 once a device is no longer on its way to the workshop, the place freed in the"
                            + " quota is taken, or the household was served otherwise.")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> correctReturn(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return correctReturn
                .correct(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/packs/{id}/hand-over-correction")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "correctHandOver", summary = "Revenir d'une remise / Take a hand-over back")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> correct(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return takeBack.correct(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
