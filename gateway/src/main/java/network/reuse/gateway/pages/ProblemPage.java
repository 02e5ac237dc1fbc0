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
import java.util.List;
import network.reuse.defaults.problem.FaultCode;
import network.reuse.defaults.problem.ProblemCode;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a problem or of a wrong value means, and what to do; where a problem's {@code type} leads. The page of
 * {@code invalid} leads to those of all values.
 */
@Path("/problems")
public class ProblemPage {
    private static final String INVALID = "invalid";

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance problem(
                String code,
                String french,
                String english,
                @Nullable ProblemCode problem,
                @Nullable FaultCode fault,
                List<FaultCode> values);
    }

    @GET
    @Path("{code: [a-z_]{1,60}}")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> problem(@PathParam("code") String code) {
        ProblemCode problem = ProblemCode.find(code).orElse(null);
        FaultCode fault = FaultCode.find(code).orElse(null);
        return template(code, problem, fault)
                .createUni()
                .map(html -> Response.ok(html)
                        .header("Content-Security-Policy", HomePage.POLICY)
                        .header("Referrer-Policy", "no-referrer")
                        .header("Cache-Control", "no-cache")
                        .build());
    }

    private static TemplateInstance template(String code, @Nullable ProblemCode problem, @Nullable FaultCode fault) {
        List<FaultCode> values = code.equals(INVALID) ? FaultCode.ALL : List.of();
        if (problem != null) {
            return Templates.problem(code, problem.title(false), problem.title(true), problem, fault, values);
        }
        if (fault != null) {
            return Templates.problem(code, fault.title(false), fault.title(true), null, fault, values);
        }
        throw new NotFoundException();
    }
}
