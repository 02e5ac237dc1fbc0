package network.reuse.refurb.domain;

import network.reuse.contracts.MediumKind;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/**
 * How far an erasure put a medium's data out of reach: computed from medium and method, never claimed. The network's own
 * reading of NIST SP 800-88 Rev. 2; what it does not name counts as not erased.
 */
public final class ErasurePolicy {
    /** Rises with every change of the rules; kept with each erasure that was judged by them. */
    public static final int VERSION = 2;

    /** What a medium needs before its device leaves the workshop, whoever gave it; a donor may ask for more. */
    public static final SanitisationLevel REQUIRED = SanitisationLevel.CLEAR;

    private ErasurePolicy() {}

    /**
     * What a medium needs before its device leaves the workshop, when the donor asks for that much at least.
     *
     * @param minimum null when the donor has said nothing
     */
    public static SanitisationLevel required(@Nullable SanitisationLevel minimum) {
        return minimum != null && minimum.atLeast(REQUIRED) ? minimum : REQUIRED;
    }

    /** The level that a run reached on a medium of this kind and size. */
    public static SanitisationLevel level(MediumKind kind, long bytes, Erasure run) {
        boolean complete = run.outcome() == Erasure.Outcome.ERASED
                && run.errors() == 0
                && !run.hiddenSectors()
                && run.bytesErased() >= bytes;
        return complete ? reached(kind, run) : SanitisationLevel.NONE;
    }

    private static SanitisationLevel reached(MediumKind kind, Erasure run) {
        return switch (run.method()) {
            case OVERWRITE -> run.verified() ? SanitisationLevel.CLEAR : SanitisationLevel.NONE;
            case SANITIZE_OVERWRITE -> kind == MediumKind.HDD ? SanitisationLevel.PURGE : SanitisationLevel.CLEAR;
            case ATA_SECURE_ERASE ->
                switch (kind) {
                    case HDD -> SanitisationLevel.PURGE;
                    case SSD -> SanitisationLevel.CLEAR;
                    case NVME, EMMC -> SanitisationLevel.NONE;
                };
            case SANITIZE_BLOCK_ERASE, SANITIZE_CRYPTO_ERASE ->
                switch (kind) {
                    case SSD, NVME -> SanitisationLevel.PURGE;
                    case HDD, EMMC -> SanitisationLevel.NONE;
                };
            case NVME_FORMAT_USER_DATA_ERASE ->
                kind == MediumKind.NVME ? SanitisationLevel.CLEAR : SanitisationLevel.NONE;
            case NVME_FORMAT_CRYPTO_ERASE -> kind == MediumKind.NVME ? SanitisationLevel.PURGE : SanitisationLevel.NONE;
        };
    }
}
