package network.reuse.local;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import network.reuse.servers.Server;

/** One watched process of a network: killed, it comes back by itself, unless it is held down. */
public final class Part {
    private final Server server;
    private final AtomicBoolean onHold = new AtomicBoolean();

    Part(Server server) {
        this.server = server;
    }

    public String name() {
        return server.name();
    }

    public boolean isUp() {
        return server.isUp();
    }

    public boolean isReady() {
        return server.isReady();
    }

    /** Its process; an error when it is not up. */
    public long pid() {
        OptionalLong pid = server.pid();
        return pid.orElseThrow(() -> new IllegalStateException(name() + " is not up."));
    }

    /** Ends it as a power cut would. */
    public void killNine() {
        server.kill();
    }

    /** Sends it a signal such as {@code STOP} or {@code CONT}. */
    public void signal(String signal) {
        server.signal(signal);
    }

    /** Ends it as a power cut would and keeps it down until {@link #release}. */
    public void hold() {
        onHold.set(true);
        server.kill();
    }

    /** Ends it in good order and keeps it down until {@link #release}. */
    public void holdGently() {
        onHold.set(true);
        server.stop();
    }

    /** Lets it come back and returns how long it took until it answered. */
    public Duration release() {
        server.start();
        onHold.set(false);
        return server.awaitReady();
    }

    /** Returns how long it took until it answered. */
    public Duration awaitReady() {
        return server.awaitReady();
    }

    Server server() {
        return server;
    }

    boolean isOnHold() {
        return onHold.get();
    }

    void keepDown() {
        onHold.set(true);
    }
}
