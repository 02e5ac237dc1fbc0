package network.reuse.mediation.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.contracts.OrganisationKind;
import network.reuse.mediation.persistence.Organisations;

/** Remembers what the register says of an organisation. */
@ApplicationScoped
public class KeepOrganisations {
    private final Organisations organisations;

    public KeepOrganisations(Organisations organisations) {
        this.organisations = organisations;
    }

    public Future<?> keep(SqlConnection transaction, UUID id, String name, OrganisationKind kind) {
        return organisations.keep(transaction, id, name, kind);
    }
}
