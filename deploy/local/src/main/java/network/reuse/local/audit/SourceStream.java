package network.reuse.local.audit;

/** A stream of one publisher: two may tell of the same device. */
record SourceStream(String source, Stream stream) {}
