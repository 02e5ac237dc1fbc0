package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/**
 * A medium that was taken out of the device and fitted into another.
 *
 * @param level what its last erasure had reached
 * @param fittedInto the device of the workshop that it is in since then
 * @param certificateId what certified its erasure
 * @param origin where it was before it was fitted into this device; null of one that was found in it
 */
public record MediumRemoval(
        RefurbEvent.Medium medium,
        SanitisationLevel level,
        UUID fittedInto,
        UUID certificateId,
        Instant removedAt,
        @Nullable MediumOrigin origin) {}
