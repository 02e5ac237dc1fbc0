package network.reuse.gateway.passport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device as the projection keeps it, for reading. */
@Entity
@Table(name = "device")
class DeviceRow {
    @Id
    UUID id;

    @Nullable String code;

    int epoch;

    @Nullable String stage;

    @Nullable String category;

    @Nullable String region;

    @Nullable String department;

    @Column(name = "donor_kind")
    @Nullable String donorKind;

    String env;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    DeviceRow() {}
}
