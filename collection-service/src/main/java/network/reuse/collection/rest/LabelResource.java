package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import network.reuse.collection.application.DeviceView;
import network.reuse.collection.application.LabelDevices;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.request.Bulk;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Labels to stick on devices, to print. */
@Path("/v1/collection/labels")
@Tag(name = "Étiquettes", description = "Les étiquettes des appareils, à imprimer / Labels of devices, to print")
public class LabelResource {
    private static final String FILE = "etiquettes";
    private static final int MOST = 240;
    private static final Pattern CODE = Pattern.compile("[A-Z]-[0-9A-Z]{6}");
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Callers callers;
    private final LabelDevices find;
    private final Papers papers;
    private final String publicUrl;

    public LabelResource(
            Callers callers,
            LabelDevices find,
            Papers papers,
            @ConfigProperty(name = "reuse.public.url") String publicUrl) {
        this.callers = callers;
        this.find = find;
        this.papers = papers;
        this.publicUrl = publicUrl;
    }

    @GET
    @Produces(Papers.PDF)
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER})
    @Bulk
    @Operation(
            operationId = "printLabels",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer des étiquettes / Print labels",
            description =
                    "Un PDF, sur des planches A4 ou sur un rouleau ; imprimez-le à 100 %, sans ajustement. Chaque étiquette"
                            + " porte le code de l'appareil, en clair et en QR, qui ouvre sa page publique, sa catégorie, ce qu'il est et"
                            + " son numéro de série. / A PDF, on sheets of A4 or on a roll; print it at 100 %, without fitting. Each label"
                            + " has the device's code, readable and as a QR code that opens its public page, its category, what it is"
                            + " and its serial number.")
    @APIResponse(
            responseCode = "200",
            description = "Les étiquettes / The labels",
            headers =
                    @Header(
                            name = "Content-Disposition",
                            description = "Le nom du fichier / The file's name",
                            required = true,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            examples = "inline; filename=\"etiquettes.pdf\"")),
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "404",
            description =
                    "Le lot ou un des appareils n'est pas visible, et alors « extensions.devices » dit lesquels, ou le lot n'a pas"
                            + " d'appareil / The lot or one of the devices is not visible, and \"extensions.devices\" says which,"
                            + " or the lot has no device")
    public Uni<Response> print(
            @Parameter(
                            description =
                                    "Tous les appareils du lot de cet identifiant, dans l'ordre de leur enregistrement. / All devices"
                                            + " of the lot with this id, in the order in which they were registered.")
                    @QueryParam("lot")
                    @Nullable UUID lot,
            @Parameter(
                            description =
                                    "Ces appareils, dans cet ordre : leurs codes ou leurs identifiants, séparés par des"
                                            + " virgules, " + MOST
                                            + " au plus. / These devices, in this order: their codes or their ids"
                                            + " with commas between them, " + MOST + " at most.",
                            example = "D-7Q4K2M,D-0X9T4B")
                    @QueryParam("devices")
                    @Size(max = 4_000) @Nullable String devices,
            @Parameter(
                            description =
                                    "Planches A4 de 24 étiquettes de 70 sur 37 mm, ou rouleau de 62 mm, une étiquette de 29 mm par"
                                            + " page. / Sheets of A4 with 24 labels of 70 by 37 mm, or a roll of 62 mm with one label"
                                            + " of 29 mm a page.")
                    @QueryParam("format")
                    @DefaultValue("SHEET_24")
                    LabelFormat format,
            @Parameter(
                            description =
                                    "La place de la première étiquette, ligne par ligne : une planche entamée se finit. Sur un"
                                            + " rouleau, 1 seulement. / The place of the first label, row by row, so that a sheet that was"
                                            + " begun is used up. On a roll, 1 alone.")
                    @QueryParam("start")
                    @DefaultValue("1")
                    @Min(1) @Max(24) int start,
            @QueryParam("after") @Nullable UUID after,
            @Parameter(
                            description =
                                    "Combien d'appareils du lot au plus ; la suite, dans Link, continue la planche. / How many of"
                                            + " the lot's devices at most; what follows, in Link, goes on with the sheet.")
                    @QueryParam("limit")
                    @DefaultValue("" + MOST)
                    @Min(1) @Max(MOST) int limit,
            @Context UriInfo uri) {
        check(lot, devices, after, format, start);
        Language language = callers.language();
        LabelDocument document = new LabelDocument(publicUrl, format, start, language);
        if (lot == null) {
            return find.named(callers.current(), names(String.valueOf(devices)))
                    .chain(found -> papers.drawn(() -> document.of(found)))
                    .map(pdf -> Papers.answer(pdf, FILE).build());
        }
        return find.ofLot(callers.current(), lot, after, limit).chain(found -> {
            List<DeviceView> page = found.subList(0, Math.min(limit, found.size()));
            return papers.drawn(() -> document.of(page)).map(pdf -> {
                Response.ResponseBuilder answer = Papers.answer(pdf, FILE);
                if (found.size() > limit) {
                    answer.header("Link", next(uri, page.getLast().id(), nextStart(format, start, limit)));
                }
                return answer.build();
            });
        });
    }

    private static void check(
            @Nullable UUID lot, @Nullable String devices, @Nullable UUID after, LabelFormat format, int start) {
        if (lot == null && devices == null) {
            throw Refusal.invalid(
                    "/lot",
                    "required",
                    "Donnez « lot », ou « devices » avec des codes ou des identifiants.",
                    "Give \"lot\", or \"devices\" with codes or ids.");
        }
        if (lot != null && devices != null) {
            throw Refusal.invalid(
                    "/devices",
                    "one_of_two",
                    "« lot » et « devices » s'excluent.",
                    "\"lot\" and \"devices\" exclude each other.");
        }
        if (devices != null && after != null) {
            throw Refusal.invalid(
                    "/after",
                    "one_of_two",
                    "« devices » et « after » s'excluent.",
                    "\"devices\" and \"after\" exclude each other.");
        }
        if (start > format.labels()) {
            throw Refusal.invalid(
                    "/start",
                    "too_large",
                    format.labels() + " au plus sur ce format.",
                    "At most " + format.labels() + " in this format.");
        }
    }

    private static List<LabelDevices.Name> names(String devices) {
        List<String> parts = List.of(devices.split(",", -1));
        if (parts.size() > MOST) {
            throw Refusal.invalid("/devices", "size", MOST + " appareils au plus.", "At most " + MOST + " devices.");
        }
        return parts.stream().map(LabelResource::name).toList();
    }

    private static LabelDevices.Name name(String text) {
        String form = Scanned.form(text);
        if (ID.matcher(form).matches()) {
            return new LabelDevices.Name(UUID.fromString(form), null);
        }
        if (!CODE.matcher(form).matches()) {
            throw Refusal.invalid(
                    "/devices",
                    "not_its_form",
                    "« " + text.strip() + " » n'est ni un code, comme D-7Q4K2M, ni un identifiant.",
                    "\"" + text.strip() + "\" is neither a code, such as D-7Q4K2M, nor an id.");
        }
        return new LabelDevices.Name(null, form);
    }

    /** The next labels go on where these end. */
    private static int nextStart(LabelFormat format, int start, int labels) {
        return (start - 1 + labels) % format.labels() + 1;
    }

    private static String next(UriInfo uri, UUID after, int start) {
        String query = uri.getRequestUriBuilder()
                .replaceQueryParam("after", after)
                .replaceQueryParam("start", start)
                .build()
                .getRawQuery();
        return "<?" + query + ">; rel=\"next\"";
    }
}
