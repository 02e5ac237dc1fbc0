package network.reuse.contracts;

/** The names of the network's Kafka topics; {@code deploy/kafka} says how many partitions they have and how long they are kept. */
public final class Topics {
    public static final String COLLECTION_EVENTS = "collection.events";
    public static final String REFURB_EVENTS = "refurb.events";
    public static final String ALLOCATION_EVENTS = "allocation.events";
    public static final String MEDIATION_EVENTS = "mediation.events";
    public static final String NETWORK_ORGANISATIONS = "network.organisations";
    public static final String NETWORK_PROGRESS = "network.progress";

    /** What the topics of all regions begin with; each region has one of its own, {@link #eventsOf}. */
    public static final String NETWORK_EVENTS = "network.events";

    private Topics() {}

    /** Where what happens in a region is said to its dashboards, by the region's INSEE code. */
    public static String eventsOf(String region) {
        return NETWORK_EVENTS + "." + region;
    }

    /** Whether it is the topic of a region. */
    public static boolean isOfRegion(String topic) {
        return topic.startsWith(NETWORK_EVENTS + ".");
    }

    /** Where a service puts what it could not read. */
    public static String deadLettersOf(String service) {
        return service + ".dead-letters";
    }
}
