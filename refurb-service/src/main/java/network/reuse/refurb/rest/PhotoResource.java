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
import network.reuse.refurb.application.PhotoView;
import network.reuse.refurb.application.PhotographDevice;
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

/** Photos of devices in workshops. */
@Path("/v1/refurb/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Appareils en atelier")
public class PhotoResource {
    private final Callers callers;
    private final Commands commands;
    private final PhotographDevice photos;

    public PhotoResource(Callers callers, Commands commands, PhotographDevice photos) {
        this.callers = callers;
        this.commands = commands;
        this.photos = photos;
    }

    @POST
    @Path("/{id}/photos")
    @Consumes({SentFile.JPEG, SentFile.PNG, SentFile.WEBP})
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk(Bulk.Seats.FILE)
    @Blocking
    @Operation(
            operationId = "addPhoto",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Ajouter une photo / Add a photo",
            description =
                    "JPEG, PNG ou WebP d'après ses octets, 8 Mio au plus ; dix par appareil, tant que l'atelier l'a."
                            + " Ce que l'image dit d'elle-même est retiré avant tout : lieu, date, appareil photo, auteur,"
                            + " commentaires (Exif, XMP, IPTC), sauf le profil de couleurs et l'orientation d'un JPEG ; « sha256 »"
                            + " est celui de ce qui reste. Qui voit l'appareil à ce moment la voit ; elle est gardée trois"
                            + " ans. / JPEG, PNG or WebP by its bytes, 8 MiB at most; ten a device, while the workshop has"
                            + " it. What the picture says of itself is taken out first: place, date, camera, author,"
                            + " comments (Exif, XMP, IPTC), but for its colour profile and how a JPEG is turned; \"sha256\" is"
                            + " that of what stays. Whoever sees the device at that time sees it; it is kept for three"
                            + " years.")
    @APIResponseSchema(value = PhotoView.class, responseCode = "201")
    public Uni<Response> add(
            UUID id,
            @BeanParam CommandHeaders headers,
            @QueryParam("occurredAt") @Nullable Instant occurredAt,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = SentFile.JPEG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = SentFile.PNG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = SentFile.WEBP,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
                            })
                    PhotoFile photo) {
        return photos.keep(
                        commands.from(headers, photo.sent()), id, photo.sent().required(), occurredAt)
                .map(answer -> answer.created("/v1/refurb/devices/" + id + "/photos"));
    }

    @GET
    @Path("/{id}/photos")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "devicePhotos", summary = "Les photos d'un appareil / A device's photos")
    public Uni<List<PhotoView>> list(UUID id) {
        return photos.list(callers.current(), id);
    }

    @GET
    @Path("/{id}/photos/{photo}")
    @Produces({SentFile.JPEG, SentFile.PNG, SentFile.WEBP})
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    // What is fetched for a caller who has gone is closed all the same.
    @Cancellable(false)
    @Operation(operationId = "getPhoto", summary = "Une photo / One photo")
    @APIResponse(
            responseCode = "200",
            description = "La photo / The photo",
            headers =
                    @Header(
                            name = "ETag",
                            required = true,
                            description = "Son SHA-256 / Its SHA-256",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(mediaType = SentFile.JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = SentFile.PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = SentFile.WEBP, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Uni<Response> get(
            UUID id,
            @Parameter(description = "L'identifiant de la photo. / The photo's id.") @PathParam("photo") UUID photo,
            @Context HttpHeaders headers) {
        FileAnswers answers = FileAnswers.to(headers);
        return photos.one(callers.current(), id, photo).map(found -> answers.of(found, photo.toString()));
    }
}
