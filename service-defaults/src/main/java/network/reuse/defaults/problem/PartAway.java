package network.reuse.defaults.problem;

import org.jspecify.annotations.Nullable;

/** A part that is needed is away for a moment: callers are told to come again (503). */
public abstract class PartAway extends RuntimeException {
    protected PartAway(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
