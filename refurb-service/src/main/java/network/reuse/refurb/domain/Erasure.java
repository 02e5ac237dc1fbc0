package network.reuse.refurb.domain;

import network.reuse.contracts.RefurbEvent;
import org.jspecify.annotations.Nullable;

/**
 * One run of an erasure, as its tool reports it.
 *
 * @param tool the tool with its version
 * @param errors how many errors it met, of any kind
 * @param verified whether at least the last pass was read back
 * @param hiddenSectors whether sectors remain that the tool could not reach (HPA, DCO)
 * @param evidence the SHA-256, in hexadecimal, of the file that tells of it; null when somebody said so
 */
public record Erasure(
        ErasureMethod method,
        String tool,
        long bytesErased,
        long errors,
        boolean verified,
        boolean hiddenSectors,
        Outcome outcome,
        @Nullable String evidence) {

    /** More than any drive holds, and the most that every reader of JSON keeps to the byte. */
    public static final long MOST_BYTES = 9_007_199_254_740_991L;

    /** More errors than a drive with that many sectors lives through. */
    public static final long MOST_ERRORS = 1_000_000_000_000L;

    /** How a run ended. */
    public enum Outcome {
        ERASED,
        FAILED,
        ABORTED
    }

    /** The same, as a file of these bytes tells it. */
    public Erasure shownBy(String sha256) {
        return new Erasure(method, tool, bytesErased, errors, verified, hiddenSectors, outcome, sha256);
    }

    /** The same as its event tells it, judged by the rules of today. */
    RefurbEvent.ErasureRun told() {
        return new RefurbEvent.ErasureRun(ErasurePolicy.VERSION, bytesErased, errors, verified, evidence);
    }
}
