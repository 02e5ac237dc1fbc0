package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent.ErasureRun;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a medium, as its certificate states it.
 *
 * @param policy the version of the rules that computed the level; null of a destruction, and where it was recorded before this was told
 * @param method the method of the erasure; null of a destruction
 * @param tool the tool with its version; null of a destruction
 * @param run how the erasure ran; null as {@code policy} is
 * @param at when it happened
 * @param destroyedBy the organisation that destroyed it; null of an erasure
 */
public record Sanitisation(
        SanitisationLevel level,
        @Nullable Integer policy,
        @Nullable String method,
        @Nullable String tool,
        @Nullable ErasureRun run,
        Instant at,
        @Nullable UUID destroyedBy) {

    /** The same, judged anew because its medium had been described wrongly. */
    Sanitisation judged(SanitisationLevel now, @Nullable Integer by) {
        return new Sanitisation(now, by == null ? policy : by, method, tool, run, at, destroyedBy);
    }
}
