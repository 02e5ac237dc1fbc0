package network.reuse.defaults.message;

import java.util.UUID;

/** A message that this process is to send now. */
public interface ClaimedMessage {
    UUID id();

    /** How often it has been claimed, this time included. */
    int attempts();
}
