package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.ErasureRun;
import network.reuse.contracts.RefurbEvent.MediumFitted;
import network.reuse.contracts.SanitisationLevel;

/**
 * A medium that may be fitted into another device: the one that it is in says that it is erased far enough.
 *
 * @param policy the version of the rules that computed the level
 * @param origin the device that it is in, and what certifies the erasure
 */
public record ErasedMedium(
        RefurbEvent.Medium medium,
        SanitisationLevel level,
        Erasure run,
        Instant erasedAt,
        int policy,
        MediumOrigin origin) {

    /** It among the media of the device that it is fitted into. */
    Medium fitted() {
        return new Medium(
                medium.serialNumber(),
                medium.kind(),
                medium.bytes(),
                level,
                run,
                erasedAt,
                policy,
                null,
                null,
                null,
                origin);
    }

    /** That it was fitted into that device. */
    MediumFitted told(UUID deviceId) {
        return new MediumFitted(
                deviceId,
                medium,
                origin.takenFrom(),
                origin.certificateId(),
                level,
                run.method().name(),
                run.tool(),
                erasedAt,
                new ErasureRun(policy, run.bytesErased(), run.errors(), run.verified(), run.evidence()));
    }
}
