package network.reuse.servers;

import java.time.Duration;
import java.util.OptionalLong;

/** A server of the network that can be started, awaited, stopped and killed. */
public interface Server {

    /** One word, the same in logs, pid files and messages. */
    String name();

    /** Starts the server, or takes over the one that an earlier run left running. */
    void start();

    /** Returns how long it took until the server answered. */
    Duration awaitReady();

    /** Ends the server in good order. */
    void stop();

    /** Ends the server as a power cut would, and returns when none of its processes is left. */
    void kill();

    /** Whether its process lives. */
    boolean isUp();

    /** Whether it answers now. */
    boolean isReady();

    /** Its process, while it lives. */
    OptionalLong pid();

    /** Sends its process a signal such as {@code STOP} or {@code CONT}. */
    void signal(String signal);
}
