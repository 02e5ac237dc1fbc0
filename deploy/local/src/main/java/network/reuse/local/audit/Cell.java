package network.reuse.local.audit;

/** Where and in which stage the gateway counts. */
record Cell(String region, String department, String stage) {}
