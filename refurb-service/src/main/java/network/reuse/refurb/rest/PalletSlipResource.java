package network.reuse.refurb.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.KeepPalletSlips;
import network.reuse.refurb.application.PalletSlipView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Documents of the slips that go with pallets. */
@Path("/v1/refurb/pallets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Palettes")
public class PalletSlipResource {
    private final Callers callers;
    private final Commands commands;
    private final KeepPalletSlips slips;

    public PalletSlipResource(Callers callers, Commands commands, KeepPalletSlips slips) {
        this.callers = callers;
        this.commands = commands;
        this.slips = slips;
    }

    @POST
    @Path("/{id}/slips")
    @Consumes({SentFile.PDF, SentFile.JPEG, SentFile.PNG})
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM})
    @Bulk(Bulk.Seats.FILE)
    @Blocking
    @Operation(
            operationId = "addPalletSlip",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Joindre le bordereau d'une palette / Add a pallet's slip",
            description =
                    "PDF, JPEG ou PNG d'après ses octets, 10 Mio au plus ; dix par palette, une fois qu'elle est partie, par l'atelier ou"
                            + " l'éco-organisme, qui les lisent tous deux. Une image perd ce qu'elle dit d'elle-même (Exif, XMP, IPTC) ; un PDF est"
                            + " gardé à l'octet près. Gardé cinq ans (C. env., art. R. 541-45). / PDF, JPEG or PNG by its bytes, 10 MiB at most;"
                            + " ten a pallet, once it has left, by the workshop or the eco-organism, who both read them. A picture loses what it"
                            + " says of itself (Exif, XMP, IPTC); a PDF is kept to the byte. Kept for five years (C. env., art. R. 541-45).")
    @APIResponseSchema(value = PalletSlipView.class, responseCode = "201")
    public Uni<Response> add(
            UUID id,
            @BeanParam CommandHeaders headers,
            @QueryParam("occurredAt") @Nullable Instant occurredAt,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = SentFile.PDF,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = SentFile.JPEG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = SentFile.PNG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
                            })
                    SlipFile slip) {
        return slips.keep(commands.from(headers, slip.sent()), id, slip.sent().required(), occurredAt)
                .map(answer -> answer.created("/v1/refurb/pallets/" + id + "/slips"));
    }

    @GET
    @Path("/{id}/slips")
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM, Roles.ANALYST})
    @Operation(operationId = "palletSlips", summary = "Les bordereaux d'une palette / A pallet's slips")
    public Uni<List<PalletSlipView>> list(UUID id) {
        return slips.list(callers.current(), id);
    }

    @GET
    @Path("/{id}/slips/{slip}")
    @Produces({SentFile.PDF, SentFile.JPEG, SentFile.PNG})
    @RolesAllowed({Roles.REFURBISHER, Roles.ECO_ORGANISM, Roles.ANALYST})
    // What is fetched for a caller who has gone is closed all the same.
    @Cancellable(false)
    @Operation(operationId = "getPalletSlip", summary = "Un bordereau / One slip")
    @APIResponse(
            responseCode = "200",
            description = "Le document / The document",
            headers =
                    @Header(
                            name = "ETag",
                            required = true,
                            description = "Son SHA-256 / Its SHA-256",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(mediaType = SentFile.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = SentFile.JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = SentFile.PNG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Uni<Response> get(
            UUID id,
            @Parameter(description = "L'identifiant du document. / The document's id.") @PathParam("slip") UUID slip,
            @Context HttpHeaders headers) {
        FileAnswers answers = FileAnswers.to(headers);
        return slips.one(callers.current(), id, slip).map(found -> answers.of(found, slip.toString()));
    }
}
