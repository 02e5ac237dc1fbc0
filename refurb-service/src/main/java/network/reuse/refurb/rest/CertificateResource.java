package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Pages;
import network.reuse.refurb.application.certificate.CertificateView;
import network.reuse.refurb.application.certificate.CheckCertificate;
import network.reuse.refurb.application.certificate.FindCertificates;
import network.reuse.refurb.application.certificate.FindCertificates.ChainPart;
import network.reuse.refurb.application.certificate.LotCertificate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Certificates of erasure: one for whoever checks it, a lot's for its parties, a whole chain for its workshop. */
@Path("/v1/refurb")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificats", description = "Les certificats d'effacement / Certificates of erasure")
public class CertificateResource {
    /** The media type of the lines of a chain. */
    static final String LINES = "application/x-ndjson";

    private final Callers callers;
    private final CheckCertificate check;
    private final FindCertificates find;

    public CertificateResource(Callers callers, CheckCertificate check, FindCertificates find) {
        this.callers = callers;
        this.check = check;
        this.find = find;
    }

    @GET
    @Path("/certificates/{id}")
    @PermitAll
    @Operation(
            operationId = "checkCertificate",
            summary = "Vérifier un certificat d'effacement / Check a certificate of erasure",
            description =
                    "Ouvert à tous : signature, place dans la chaîne de l'atelier, révocation ; aucune partie n'est nommée, sauf"
                            + " l'atelier. / Open to everybody: signature, place in the workshop's chain, revocation; no party is named but the"
                            + " workshop.")
    @APIResponseSchema(value = CertificateView.class, responseCode = "200")
    public Uni<Response> check(UUID id, @Context HttpHeaders headers) {
        return check.check(id)
                .map(view -> Pages.one(headers, view, view.tag())
                        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .build());
    }

    @GET
    @Path("/lots/{id}/certificate")
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "certifyLot",
            summary = "Le certificat d'un lot : un document signé pour tous ses supports"
                    + " / A lot's certificate: one signed document about all its media",
            description =
                    "Ceux des appareils du lot que votre organisation peut voir : chaque certificat en vigueur, ou qui l'était quand"
                            + " le support a été retiré (removedAt), et ce qui n'en a pas encore. / Of the lot's devices that your organisation may"
                            + " see: each certificate that stands, or stood when the medium was taken out (removedAt), and what has none yet.")
    @APIResponseSchema(value = LotCertificate.Signed.class, responseCode = "200")
    public Uni<LotCertificate.Signed> lot(UUID id) {
        return find.ofLot(callers.current(), id);
    }

    @GET
    @Path("/certificate-chain")
    @Produces(LINES)
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "exportCertificateChain",
            summary = "Toute la chaîne de l'atelier, pour l'audit / The workshop's whole chain, for audit",
            description =
                    "Une ligne JSON par inscription ; la dernière ligne est la tête signée de la chaîne. Se vérifie sans réseau avec"
                            + " VerifyCertificates.java. / One line of JSON for each entry; the last line is the chain's signed head. Verified"
                            + " without a network by VerifyCertificates.java.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> chain(
            @QueryParam("after")
                    @DefaultValue("0")
                    @Min(0) @Max(9_999_999_999L) @Parameter(
                            description =
                                    "Le numéro de la dernière inscription lue ; Link donne la suite. / The number of the last entry that was read; Link has the next part.")
                    long after,
            @QueryParam("limit") @DefaultValue("5000") @Min(1) @Max(5_000) int limit,
            @Context UriInfo uri) {
        return find.chain(callers.current(), after, limit).map(part -> lines(part, uri));
    }

    private static Response lines(ChainPart part, UriInfo uri) {
        Response.ResponseBuilder answer = Response.ok(String.join("\n", part.lines()) + "\n");
        if (part.next() != null) {
            String query = uri.getRequestUriBuilder()
                    .replaceQueryParam("after", part.next())
                    .build()
                    .getRawQuery();
            answer.header("Link", "<?" + query + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
