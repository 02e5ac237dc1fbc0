package network.reuse.servers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The place of one named process in a folder: empty, or taken by a child that this or an earlier run started. */
public final class ChildSlot {
    private final Folder folder;
    private final String name;
    private @Nullable Child child;

    public ChildSlot(Folder folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Whether a living child holds the place, one of an earlier run included. */
    public synchronized boolean taken() {
        if (child != null && child.isUp()) {
            return true;
        }
        Optional<Child> found = Child.adopt(folder, name);
        child = found.orElse(child);
        return found.isPresent();
    }

    /** Fills the place, which must be empty. */
    public synchronized void fill(List<String> command, Map<String, String> environment) {
        if (taken()) {
            throw new IllegalStateException(name + " runs already: stop it first.");
        }
        child = Child.start(folder, name, command, environment);
    }

    /** The child that was started or found last, dead or alive. */
    public synchronized Child child() {
        if (child == null) {
            throw new IllegalStateException(name + " is not running: start it first.");
        }
        return child;
    }

    public boolean isUp() {
        return taken();
    }

    public synchronized OptionalLong pid() {
        return taken() ? OptionalLong.of(child().pid()) : OptionalLong.empty();
    }

    /** Ends the child in good order; false says that it had to be killed. */
    public boolean stop(String signal, Duration patience) {
        // Not under the lock: those who ask for the state meanwhile need not wait for the end.
        return !taken() || child().stop(signal, patience);
    }

    /** Kills the child and its descendants, if it lives. */
    public void kill() {
        if (taken()) {
            child().killNine();
        }
    }
}
