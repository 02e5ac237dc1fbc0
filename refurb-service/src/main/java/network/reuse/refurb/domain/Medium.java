package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/**
 * A storage medium that was found in a device, with what became of its data. The last erasure counts: one that fails
 * after another that succeeded says that something is not as it seemed.
 *
 * @param level what the last erasure reached, or its destruction
 * @param erasedAt when the last erasure was run; null without one, and where it was recorded before this was kept
 * @param policy the version of the rules that computed the level; null while nothing did
 * @param destroyedAt when it was destroyed; null as {@code erasedAt} is
 * @param neverUsed that it came with a device that was bought new, and nobody has had it since; null of any other
 * @param origin where it was before it was fitted into the device; null of one that was found in it
 */
public record Medium(
        String serialNumber,
        MediumKind kind,
        long bytes,
        SanitisationLevel level,
        @Nullable Erasure lastErasure,
        @Nullable Instant erasedAt,
        @Nullable Integer policy,
        @Nullable UUID destroyedBy,
        @Nullable Instant destroyedAt,
        @Nullable Boolean neverUsed,
        @Nullable MediumOrigin origin) {

    /** What has become of a medium. */
    public enum Status {
        IN_DEVICE,
        ERASED,
        DESTROYED
    }

    /**
     * One that a workshop lists.
     *
     * @param unused whether it came with a device that was bought new
     * @param origin where it had been before it was fitted into the device; null where it was not, as far as is known
     */
    static Medium found(RefurbEvent.Medium found, boolean unused, @Nullable MediumOrigin origin) {
        return new Medium(
                found.serialNumber(),
                found.kind(),
                found.bytes(),
                SanitisationLevel.NONE,
                null,
                null,
                null,
                null,
                null,
                unused ? true : null,
                origin);
    }

    Medium erased(Erasure run, @Nullable Instant at) {
        return new Medium(
                serialNumber,
                kind,
                bytes,
                ErasurePolicy.level(kind, bytes, run),
                run,
                at,
                ErasurePolicy.VERSION,
                null,
                null,
                null,
                origin);
    }

    Medium destroyed(UUID by, Instant at) {
        return new Medium(
                serialNumber,
                kind,
                bytes,
                SanitisationLevel.DESTROY,
                lastErasure,
                erasedAt,
                policy,
                by,
                at,
                null,
                origin);
    }

    /** The same, described otherwise: its last erasure is judged anew; what is destroyed stays so. */
    Medium corrected(RefurbEvent.Medium now) {
        Medium described = new Medium(
                now.serialNumber(),
                now.kind(),
                now.bytes(),
                level,
                lastErasure,
                erasedAt,
                policy,
                destroyedBy,
                destroyedAt,
                neverUsed,
                origin);
        return lastErasure == null || level == SanitisationLevel.DESTROY
                ? described
                : described.erased(lastErasure, erasedAt);
    }

    /** The same, of which nobody knows what it holds by now; what was done to it stays known. */
    Medium asNeverErased() {
        return level == SanitisationLevel.DESTROY
                ? this
                : new Medium(
                        serialNumber,
                        kind,
                        bytes,
                        SanitisationLevel.NONE,
                        lastErasure,
                        erasedAt,
                        policy,
                        destroyedBy,
                        destroyedAt,
                        null,
                        origin);
    }

    /** What was found of it. */
    RefurbEvent.Medium description() {
        return new RefurbEvent.Medium(serialNumber, kind, bytes);
    }

    public Status status() {
        return switch (level) {
            case NONE -> Status.IN_DEVICE;
            case CLEAR, PURGE -> Status.ERASED;
            case DESTROY -> Status.DESTROYED;
        };
    }

    /** Whether nobody has left any data on it: it came new, and nothing was done to it. */
    public boolean untouched() {
        return Boolean.TRUE.equals(neverUsed);
    }

    /** Whether its data is out of reach as far as it has to be in a device that asks for that, or nobody has left any on it. */
    boolean reaches(SanitisationLevel required) {
        return untouched() || level.atLeast(needed(required));
    }

    /** What it has to reach in a device that asks for that: what was asked for where it came from holds on. */
    SanitisationLevel needed(SanitisationLevel required) {
        return origin == null || required.atLeast(origin.required()) ? required : origin.required();
    }

    /** Where it was, once it is taken from that device, which asked for that. */
    MediumOrigin takenFrom(UUID device, UUID certificate, SanitisationLevel required) {
        return new MediumOrigin(device, certificate, needed(required), origin == null ? List.of() : origin.devices());
    }

    /** When it was erased or destroyed last; null while it was not, and where that was recorded before its time was kept. */
    @Nullable Instant lastTreatedAt() {
        return destroyedAt == null ? erasedAt : destroyedAt;
    }
}
