package network.reuse.refurb.rest;

/** The document of a slip that was sent. */
record SlipFile(SentFile sent) {}
