package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.certificate.PrintCertificates;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Certificates of erasure as papers: one, or a lot's in one file. */
@Path("/v1/refurb")
@Produces(Papers.PDF)
@Tag(ref = "Certificats")
public class CertificatePaperResource {
    private static final int MOST = 200;

    private final Callers callers;
    private final PrintCertificates print;
    private final Papers papers;
    private final String publicUrl;

    public CertificatePaperResource(
            Callers callers,
            PrintCertificates print,
            Papers papers,
            @ConfigProperty(name = "reuse.public.url") String publicUrl) {
        this.callers = callers;
        this.print = print;
        this.papers = papers;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path("/certificates/{id}/certificate.pdf")
    @RolesAllowed({
        Roles.DONOR,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.ANALYST
    })
    @Bulk
    @Operation(
            operationId = "printCertificate",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer un certificat d'effacement / Print a certificate of erasure",
            description =
                    "Un PDF pour les personnes : le support, ce qui a été fait, le niveau et ce qu'il signifie, et l'adresse où le vérifier."
                            + " Comme au contrôle, aucune partie n'est nommée, sauf l'atelier. / A PDF for people: the medium, what was"
                            + " done, the level and what it means, and the address at which to check it. As in the check, no party is named"
                            + " but the workshop.")
    @APIResponse(
            responseCode = "200",
            description = "Le certificat / The certificate",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> print(UUID id) {
        CertificatePaper paper = paper();
        return print.one(id).chain(view -> papers.answer(paper.of(view), "certificat-" + id));
    }

    @GET
    @Path("/lots/{id}/certificates.pdf")
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Bulk
    @Operation(
            operationId = "printLotCertificates",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer les certificats d'un lot / Print a lot's certificates",
            description =
                    "Un PDF : la liste des supports certifiés et de ce qui manque, puis chaque certificat sur sa page ; des appareils du lot que"
                            + " votre organisation peut voir. / A PDF: the list of certified media and of what is missing, then each"
                            + " certificate on a page of its own; of the lot's devices that your organisation may see.")
    @APIResponse(
            responseCode = "200",
            description = "Les certificats / The certificates",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> printLot(
            UUID id,
            @QueryParam("after")
                    @Parameter(
                            description =
                                    "Le dernier certificat du fichier d'avant ; Link donne la suite. / The last certificate of the file before;"
                                            + " Link has what follows.")
                    @Nullable UUID after,
            @QueryParam("limit")
                    @DefaultValue("" + MOST)
                    @Min(1) @Max(MOST) @Parameter(description = "Combien de certificats par fichier. / How many certificates a file has.")
                    int limit,
            @Context UriInfo uri) {
        CertificatePaper paper = paper();
        return print.ofLot(callers.current(), id, after, limit).chain(part -> {
            Paper ofLot = paper.of(part);
            return papers.drawn(ofLot::pdf).map(pdf -> {
                Response.ResponseBuilder answer = Papers.answer(pdf, "certificats-" + id);
                if (part.next() != null) {
                    String query = uri.getRequestUriBuilder()
                            .replaceQueryParam("after", part.next())
                            .build()
                            .getRawQuery();
                    answer.header("Link", "<?" + query + ">; rel=\"next\"");
                }
                return answer.build();
            });
        });
    }

    private CertificatePaper paper() {
        return new CertificatePaper(publicUrl, callers.language());
    }
}
