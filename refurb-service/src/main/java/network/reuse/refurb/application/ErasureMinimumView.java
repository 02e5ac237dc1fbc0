package network.reuse.refurb.application;

import java.time.Instant;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.refurb.persistence.ErasureMinimums.Minimum;

/**
 * How far a donor wants the media of its devices erased at least.
 *
 * @param version counted from 1; of those whose time has come, the latest holds
 * @param level the network's own minimum, CLEAR, holds where this is less
 * @param validFrom from when on devices are held to it
 */
public record ErasureMinimumView(int version, SanitisationLevel level, Instant validFrom, Instant recordedAt) {
    static ErasureMinimumView of(Minimum minimum) {
        return new ErasureMinimumView(minimum.version(), minimum.level(), minimum.validFrom(), minimum.recordedAt());
    }
}
