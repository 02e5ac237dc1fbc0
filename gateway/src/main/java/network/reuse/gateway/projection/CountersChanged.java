package network.reuse.gateway.projection;

/** Fired when this process has committed a batch that may have changed counters. */
public record CountersChanged() {}
