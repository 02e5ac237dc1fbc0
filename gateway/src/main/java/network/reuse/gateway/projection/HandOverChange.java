package network.reuse.gateway.projection;

import java.util.UUID;

/**
 * By how much one event changes how many devices stand handed over from a moment on.
 *
 * @param number the same as that of the event's {@link CounterChange}s
 */
record HandOverChange(int number, UUID eventId, HandOver.Moment moment, int delta) {}
