package network.reuse.refurb.rest;

/** A photo that was sent. */
record PhotoFile(SentFile sent) {}
