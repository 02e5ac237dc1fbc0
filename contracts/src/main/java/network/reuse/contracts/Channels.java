package network.reuse.contracts;

/** The names under which services listen to the topics, as {@code @Incoming} needs them; each is one {@link Subscription}'s. */
public final class Channels {
    public static final String COLLECTION_EVENTS = "collection-events";
    public static final String REFURB_EVENTS = "refurb-events";
    public static final String ALLOCATION_EVENTS = "allocation-events";
    public static final String MEDIATION_EVENTS = "mediation-events";
    public static final String ORGANISATIONS = "organisations";
    public static final String FEED_OF_COLLECTION_EVENTS = "feed-of-collection-events";
    public static final String FEED_OF_REFURB_EVENTS = "feed-of-refurb-events";
    public static final String FEED_OF_ALLOCATION_EVENTS = "feed-of-allocation-events";
    public static final String FEED_OF_MEDIATION_EVENTS = "feed-of-mediation-events";

    private Channels() {}
}
