package network.reuse.allocation.rest;

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
import java.util.UUID;
import network.reuse.allocation.application.pack.FindReceipts;
import network.reuse.allocation.application.pack.QuotePrice;
import network.reuse.allocation.application.pack.QuoteView;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a sale would cost, and the receipt of one. */
@Path("/v1/allocation")
@Tag(ref = "Packs")
public class QuoteResource {
    private final Callers callers;
    private final Commands commands;
    private final QuotePrice quotes;
    private final FindReceipts receipts;
    private final Papers papers;

    public QuoteResource(Callers callers, Commands commands, QuotePrice quotes, FindReceipts receipts, Papers papers) {
        this.callers = callers;
        this.commands = commands;
        this.quotes = quotes;
        this.receipts = receipts;
        this.papers = papers;
    }

    @POST
    @Path("/quotes")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "quotePrice",
            summary = "Un prix serait-il permis, et pourquoi ? / Would a price be allowed, and why?",
            description =
                    "Prix pour l'acheteur, coût et subventions sont trois montants ; 422 price_above_legal_cap, avec la règle et sa version,"
                            + " quand le premier dépasse le plafond. Rien n'en est gardé. / Price to the buyer, cost and subsidies are"
                            + " three amounts; 422 price_above_legal_cap, with the rule and its version, when the first is above the cap."
                            + " Nothing of it is kept.")
    @APIResponseSchema(value = QuoteView.class, responseCode = "200")
    public Uni<QuoteView> quote(@BeanParam CommandHeaders headers, @Valid @NotNull QuoteForms.QuoteQuestion form) {
        return quotes.quote(commands.from(headers, form).caller(), form.asked());
    }

    @GET
    @Path("/packs/{id}/receipt.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "printReceipt",
            summary = "Imprimer le reçu d'une vente / Print the receipt of a sale",
            description =
                    "Vendeur, numéro, appareils et prix, jamais l'acheteur ; 404 tant que le pack n'est pas vendu. / Seller, number, devices and"
                            + " price, never the buyer; 404 as long as the pack is not sold.")
    @APIResponse(
            responseCode = "200",
            description = "Le reçu / The receipt",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> receipt(UUID id) {
        Language language = callers.language();
        return receipts.receipt(callers.current(), id)
                .chain(receipt -> papers.answer(ReceiptPaper.of(receipt, language), "recu-" + receipt.number()));
    }
}
