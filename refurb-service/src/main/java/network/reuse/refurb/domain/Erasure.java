package network.reuse.refurb.domain;

import network.reuse.contracts.RefurbEvent;

/**
 * One run of an erasure, as its tool reports it.
 *
 * @param tool the tool with its version
 * @param errors how many errors it met, of any kind
 * @param verified whether at least the last pass was read back
 * @param hiddenSectors whether sectors remain that the tool could not reach (HPA, DCO)
 */
public record Erasure(
        ErasureMethod method,
        String tool,
        long bytesErased,
        long errors,
        boolean verified,
        boolean hiddenSectors,
        Outcome outcome) {

    /** How a run ended. */
    public enum Outcome {
        ERASED,
        FAILED,
        ABORTED
    }

    /** The same as its event tells it, judged by the rules of today. */
    RefurbEvent.ErasureRun told() {
        return new RefurbEvent.ErasureRun(ErasurePolicy.VERSION, bytesErased, errors, verified);
    }
}
