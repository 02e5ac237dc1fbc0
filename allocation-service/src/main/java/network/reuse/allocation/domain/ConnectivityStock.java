package network.reuse.allocation.domain;

import java.util.Map;
import network.reuse.contracts.Refusal;

/**
 * How many lines an offer has, and how many of them are taken: asked for, active, or over once they were active.
 */
public record ConnectivityStock(int lines, int taken) {
    /** How many more may be asked for. */
    public int left() {
        return lines - taken;
    }

    /** Refuses when all lines are taken. */
    public void requireLeft() {
        if (left() <= 0) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "lines_exhausted",
                            "Les " + lines + " lignes de cette offre sont prises.",
                            "The " + lines + " lines of this offer are taken.")
                    .with(Map.of("lines", lines));
        }
    }
}
