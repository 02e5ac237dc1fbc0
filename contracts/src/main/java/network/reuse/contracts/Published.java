package network.reuse.contracts;

/** An event as it travels: what is true of every event, and the fact that this one states. */
public record Published<E>(Envelope envelope, E fact) {}
