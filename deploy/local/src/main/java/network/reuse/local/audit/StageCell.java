package network.reuse.local.audit;

/** Where and in which stage the gateway counts. */
record StageCell(String region, String department, String stage) {}
