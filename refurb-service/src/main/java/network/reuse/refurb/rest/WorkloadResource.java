package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.text.NoContact;
import network.reuse.refurb.application.EnterInsertionHours;
import network.reuse.refurb.application.InsertionHoursView;
import network.reuse.refurb.application.ShowQueues;
import network.reuse.refurb.application.ShowQueues.Queue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A workshop's own figures: what waits at its stations, and its insertion hours. */
@Path("/v1/refurb")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Charge de l'atelier",
        description = "Les files d'attente et les heures d'un atelier / A workshop's queues and hours")
public class WorkloadResource {
    private static final String MONTH = "20[0-9]{2}-(0[1-9]|1[0-2])";

    private final Callers callers;
    private final Commands commands;
    private final ShowQueues queues;
    private final EnterInsertionHours hours;

    public WorkloadResource(Callers callers, Commands commands, ShowQueues queues, EnterInsertionHours hours) {
        this.callers = callers;
        this.commands = commands;
        this.queues = queues;
        this.hours = hours;
    }

    /** The insertion hours of a month. */
    public record InsertionHoursForm(
            @NotBlank @Pattern(regexp = MONTH) @Schema(examples = "2026-10")
            String month,

            @NotNull @DecimalMin("0") @DecimalMax("100000") @Digits(integer = 6, fraction = 2) @Schema(
                    description =
                            "De tout l'atelier, jamais d'une personne. / Of the whole workshop, never of a person.",
                    examples = "1240.5")
            BigDecimal hours,

            @Size(min = 1, max = 500) @NoContact
            @Schema(
                    description =
                            "Pourquoi elles changent, si le mois en avait. / Why they change, if the month had some. "
                                    + NoContact.DESCRIPTION,
                    examples = "Une feuille manquait")
            @Nullable String reason) {}

    @GET
    @Path("/queues")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listQueues",
            summary = "Ce qui attend à chaque poste de l'atelier / What waits at each of the workshop's stations",
            description = "Combien d'appareils, et depuis quand attend le plus ancien, d'après sa dernière étape."
                    + " / How many devices, and since when the oldest waits, by its last step.")
    public Uni<List<Queue>> queues() {
        return queues.queues(callers.current());
    }

    @GET
    @Path("/insertion-hours")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listInsertionHours",
            summary = "Les heures d'insertion saisies / The insertion hours that were entered",
            description = "Le mois le plus récent d'abord ; la dernière saisie d'un mois compte."
                    + " / The newest month first; the last entry of a month counts.")
    public Uni<List<InsertionHoursView>> hours() {
        return hours.entries(callers.current());
    }

    @POST
    @Path("/insertion-hours")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "enterInsertionHours",
            summary = "Saisir les heures d'insertion d'un mois / Enter the insertion hours of a month")
    @APIResponseSchema(value = InsertionHoursView.class, responseCode = "200")
    public Uni<Response> enter(@BeanParam CommandHeaders headers, @Valid @NotNull InsertionHoursForm form) {
        return hours.enter(commands.from(headers, form), YearMonth.parse(form.month()), form.hours(), form.reason())
                .map(Answer::ok);
    }
}
