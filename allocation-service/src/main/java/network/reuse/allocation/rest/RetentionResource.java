package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import network.reuse.allocation.application.person.RetainPeople;
import network.reuse.allocation.application.person.RetentionReport;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How long people are kept. */
@Path("/v1/allocation/retention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Personnes")
public class RetentionResource {
    private final Callers callers;
    private final RetainPeople people;

    public RetentionResource(Callers callers, RetainPeople people) {
        this.callers = callers;
        this.people = people;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "retentionReport",
            summary = "Combien de personnes sont gardées / How many people are kept",
            description =
                    "Gardées, à oublier sous 30 jours et oubliées, par programme, sans personne. Chacun est oublié deux ans après le dernier"
                            + " contact. Un porteur lit ses programmes, l'administration tous. / Kept, to be forgotten within 30 days and"
                            + " forgotten, by programme, without any person. Everybody is forgotten two years after the last contact. A"
                            + " sponsor reads of its own programmes, the administration of all.")
    public Uni<RetentionReport> report() {
        Caller caller = callers.current();
        return people.report(caller, caller.is(Roles.ADMIN));
    }
}
