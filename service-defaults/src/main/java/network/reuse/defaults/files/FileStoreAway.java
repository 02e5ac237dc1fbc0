package network.reuse.defaults.files;

import network.reuse.defaults.problem.PartAway;
import org.jspecify.annotations.Nullable;

/** The file store does not answer, refuses, or has no room: whoever called may come again. */
public final class FileStoreAway extends PartAway {
    FileStoreAway(String message, @Nullable Throwable cause) {
        super("the file store is away: " + message, cause);
    }
}
