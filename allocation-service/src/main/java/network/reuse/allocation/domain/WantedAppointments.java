package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which appointments a caller asks for; what is null is not asked. */
public record WantedAppointments(
        @Nullable UUID dayId,
        @Nullable UUID packId,
        @Nullable AppointmentStatus status,
        @Nullable Instant changedSince) {}
