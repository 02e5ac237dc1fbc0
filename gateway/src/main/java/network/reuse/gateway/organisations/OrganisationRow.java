package network.reuse.gateway.organisations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the register, for reading. */
@Entity
@Table(name = "organisation")
class OrganisationRow {
    @Id
    UUID id;

    long version;
    String name;
    String siret;
    String kind;
    String region;
    String department;

    @Nullable String commune;

    String env;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    OrganisationRow() {}
}
