package network.reuse.gateway.passport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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

    @Nullable UUID lot;

    @Nullable String origin;

    @Column(name = "bought_new")
    boolean boughtNew;

    @Column(name = "handed_as")
    @Nullable String handedAs;

    @Column(name = "handed_category")
    @Nullable String handedCategory;

    @Column(name = "handed_region")
    @Nullable String handedRegion;

    @Column(name = "handed_department")
    @Nullable String handedDepartment;

    @Column(name = "handed_at")
    @Nullable Instant handedAt;

    @Column(name = "handed_until")
    @Nullable Instant handedUntil;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    DeviceRow() {}
}
