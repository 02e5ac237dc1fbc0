package network.reuse.local.audit;

import java.util.UUID;

/** A stream as its owner knows it. */
record Stream(String type, UUID id) {}
