package network.reuse.local.audit;

import java.util.UUID;

/** A stream as its publisher knows it. */
record Stream(String type, UUID id) {}
