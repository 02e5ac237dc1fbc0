package network.reuse.gateway.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import network.reuse.defaults.problem.ProblemCode;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a problem's code means, and what to do; where a problem's {@code type} leads. */
@Path("/problems")
public class ProblemPage {

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance problem(ProblemCode problem);
    }

    @GET
    @Path("{code: [a-z_]{1,60}}")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> problem(@PathParam("code") String code) {
        ProblemCode problem = ProblemCode.find(code).orElseThrow(NotFoundException::new);
        return Templates.problem(problem)
                .createUni()
                .map(html -> Response.ok(html)
                        .header("Content-Security-Policy", HomePage.POLICY)
                        .header("Referrer-Policy", "no-referrer")
                        .header("Cache-Control", "no-cache")
                        .build());
    }
}
