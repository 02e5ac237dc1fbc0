package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import network.reuse.refurb.application.certificate.PublishedKeys;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys of the certificates, where whoever checks one looks for them. */
@Path("/.well-known/reuse-certificate-keys.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificats", description = "Les certificats d'effacement / Certificates of erasure")
public class CertificateKeyResource {
    private final PublishedKeys keys;

    public CertificateKeyResource(PublishedKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "certificateKeys",
            summary = "Les clés publiques des certificats / The public keys of the certificates",
            description = "Un JWK Set (RFC 7517, RFC 8037) : une clé signe, les précédentes restent publiées."
                    + " / A JWK Set (RFC 7517, RFC 8037): one key signs, the former ones stay published.")
    @APIResponseSchema(value = PublishedKeys.KeySet.class, responseCode = "200")
    public Uni<Response> keys() {
        return keys.all()
                .map(set -> Response.ok(set)
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                        .build());
    }
}
