package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import network.reuse.collection.application.AssignLots;
import network.reuse.collection.domain.WorkshopLoad;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is on its way to each workshop. */
@Path("/v1/collection/workshop-loads")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Lots")
public class WorkshopLoadResource {
    private final Callers callers;
    private final AssignLots assign;

    public WorkshopLoadResource(Callers callers, AssignLots assign) {
        this.callers = callers;
        this.assign = assign;
    }

    @GET
    @RolesAllowed(Roles.COORDINATOR)
    @Operation(
            operationId = "listWorkshopLoads",
            summary = "Ce qui est en route vers chaque atelier / What is on its way to each workshop",
            description =
                    "Lots acceptés et non reçus en entier, appareils attendus, et ce que l'atelier dit prendre par semaine."
                            + " / Lots that are accepted and not received in full, devices expected, and what the workshop says it takes"
                            + " in a week.")
    public Uni<List<WorkshopLoad>> loads() {
        return assign.loads(callers.current());
    }
}
