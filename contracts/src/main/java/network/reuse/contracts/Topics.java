package network.reuse.contracts;

/** The names of the network's Kafka topics; {@code deploy/kafka} says how many partitions they have and how long they are kept. */
public final class Topics {
    public static final String COLLECTION_EVENTS = "collection.events";
    public static final String REFURB_EVENTS = "refurb.events";
    public static final String ALLOCATION_EVENTS = "allocation.events";
    public static final String MEDIATION_EVENTS = "mediation.events";
    public static final String NETWORK_ORGANISATIONS = "network.organisations";
    public static final String NETWORK_PROGRESS = "network.progress";

    private Topics() {}

    /** Where a service puts what it could not read. */
    public static String deadLettersOf(String service) {
        return service + ".dead-letters";
    }
}
