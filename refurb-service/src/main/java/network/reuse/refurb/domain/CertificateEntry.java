package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import org.jspecify.annotations.Nullable;

/** What one entry of a workshop's chain of certificates states, before it has its number there. */
public sealed interface CertificateEntry {
    /** Its own id. */
    UUID id();

    /** The workshop in whose chain it stands. */
    UUID workshop();

    /** The medium that it is about. */
    RefurbEvent.Medium medium();

    /** The earlier certificate that it ends; null when it ends none. */
    @Nullable UUID ends();

    /**
     * A medium was erased or destroyed.
     *
     * @param ends the certificate that it replaces, as after a second erasure or a correction, or of the device that the medium was taken from
     */
    record Certificate(
            UUID id,
            UUID workshop,
            RefurbEvent.Medium medium,
            Sanitisation sanitisation,
            @Nullable UUID ends) implements CertificateEntry {}

    /** A certificate does not hold any more. */
    record Revocation(UUID id, UUID workshop, RefurbEvent.Medium medium, UUID ends, Reason reason, Instant at)
            implements CertificateEntry {}

    /** Why a certificate was revoked. */
    enum Reason {
        /** The medium had been described wrongly, and its erasure does not reach the medium that it is. */
        MEDIUM_CORRECTED,
        /** A later erasure of the medium failed: something is not as it seemed. */
        ERASURE_FAILED,
        /** The device came back from whoever used it: nobody knows what its media hold by now. */
        DEVICE_RETURNED,
        /** A workshop found the medium in the device, although it was said to be destroyed. */
        MEDIUM_FOUND
    }
}
