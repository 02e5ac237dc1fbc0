package network.reuse.refurb.rest;

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
import java.util.List;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.refurb.application.DecideQualityRule;
import network.reuse.refurb.application.QualityRuleView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What workshops hold their own steps to. */
@Path("/v1/refurb/quality-rule")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Règle de qualité",
        description = "Ce qu'un atelier s'impose au contrôle qualité / What a workshop asks of its own quality control")
public class QualityRuleResource {
    private final Callers callers;
    private final Commands commands;
    private final DecideQualityRule decide;

    public QualityRuleResource(Callers callers, Commands commands, DecideQualityRule decide) {
        this.callers = callers;
        this.commands = commands;
        this.decide = decide;
    }

    @POST
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "decideQualityRule",
            summary = "Décider ce que l'atelier s'impose / Decide what the workshop asks of itself",
            description =
                    "Vaut pour les étapes de votre atelier, à partir de cette date. Chaque décision est une version qui reste. Une étape dont un"
                            + " fichier fait foi (evidence) nomme son outil et ne demande pas de référence. / Holds for your workshop's steps from"
                            + " that time on. Each decision is a version that stays. A step of which a file tells (evidence) names its tool and"
                            + " needs no reference.")
    @APIResponseSchema(value = QualityRuleView.class, responseCode = "200")
    public Uni<Response> decide(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.QualityRuleForm form) {
        return decide.decide(commands.from(headers, form), form.rule(), form.validFrom())
                .map(Answer::ok);
    }

    @GET
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listQualityRules",
            summary =
                    "Ce que l'atelier s'est imposé, le dernier d'abord / What the workshop asked of itself, the latest first")
    public Uni<List<QualityRuleView>> all() {
        return decide.all(callers.current());
    }
}
