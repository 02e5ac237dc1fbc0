package network.reuse.allocation.domain;

/** How many of a programme's criteria must be met. */
public enum Combination {
    ALL,
    ANY
}
