package network.reuse.contracts;

/**
 * An event that puts right what was stated, or changes what is planned, and is no step in the life of what it is about: a step
 * that is recorded after it may have happened before it.
 */
public interface Amendment {}
