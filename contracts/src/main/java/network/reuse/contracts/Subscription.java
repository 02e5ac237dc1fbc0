package network.reuse.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Which service consumes whose events, declared once: consumers, channels, groups, rights and the audit are made from it.
 *
 * @param service the service that consumes
 * @param codec how it reads the events
 * @param channel the name under which its messaging settings refer to the topic
 * @param consumer what its checkpoints are kept under, for ever; one that is to read a further type of stream takes a new name
 *     and begins at the beginning
 * @param streamTypes those it reads, such as {@code device}; none for all
 */
public record Subscription<E>(
        String service,
        Publisher<?> publisher,
        EventCodec<E> codec,
        String channel,
        String consumer,
        Set<String> streamTypes) {
    public static final Subscription<OrganisationEvent> COLLECTION_TO_ORGANISATIONS =
            new Subscription<>("collection", Publisher.ORGANISATIONS, "organisations", Set.of());
    public static final Subscription<RefurbEvent> COLLECTION_TO_REFURB =
            new Subscription<>("collection", Publisher.REFURB, "refurb-events", Set.of("device"));
    public static final Subscription<AllocationEvent> COLLECTION_TO_ALLOCATION =
            new Subscription<>("collection", Publisher.ALLOCATION, "allocation-events", Set.of("device"));

    public static final Subscription<OrganisationEvent> REFURB_TO_ORGANISATIONS =
            new Subscription<>("refurb", Publisher.ORGANISATIONS, "organisations", Set.of());
    public static final Subscription<CollectionEvent> REFURB_TO_COLLECTION =
            new Subscription<>("refurb", Publisher.COLLECTION, "lots-and-devices", Set.of("lot", "device"));
    public static final Subscription<AllocationEvent> REFURB_TO_ALLOCATION =
            new Subscription<>("refurb", Publisher.ALLOCATION, "allocation-events", Set.of("device"));

    public static final Subscription<OrganisationEvent> ALLOCATION_TO_ORGANISATIONS =
            new Subscription<>("allocation", Publisher.ORGANISATIONS, "organisations", Set.of());
    public static final Subscription<RefurbEvent> ALLOCATION_TO_REFURB =
            new Subscription<>("allocation", Publisher.REFURB, "refurb-events", Set.of("device"));
    public static final Subscription<MediationEvent> ALLOCATION_TO_MEDIATION =
            new Subscription<>("allocation", Publisher.MEDIATION, "mediation-events", Set.of("invitation"));

    public static final Subscription<OrganisationEvent> MEDIATION_TO_ORGANISATIONS =
            new Subscription<>("mediation", Publisher.ORGANISATIONS, "organisations", Set.of());
    public static final Subscription<AllocationEvent> MEDIATION_TO_ALLOCATION = new Subscription<>(
            "mediation", Publisher.ALLOCATION, "allocation-events", Set.of("programme", "pack", "person"));

    public static final Subscription<CollectionEvent> GATEWAY_TO_COLLECTION =
            new Subscription<>("gateway", Publisher.COLLECTION, "progress-of-collection", Set.of("lot", "device"));
    public static final Subscription<RefurbEvent> GATEWAY_TO_REFURB =
            new Subscription<>("gateway", Publisher.REFURB, "progress-of-refurb", Set.of("device"));
    public static final Subscription<AllocationEvent> GATEWAY_TO_ALLOCATION =
            new Subscription<>("gateway", Publisher.ALLOCATION, "progress-of-allocation", Set.of("device"));
    public static final Subscription<MediationEvent> GATEWAY_TO_MEDIATION =
            new Subscription<>("gateway", Publisher.MEDIATION, "progress-of-mediation", Set.of("booking"));
    public static final Subscription<JsonNode> GATEWAY_FEED_OF_COLLECTION =
            ofAnyType("gateway", Publisher.COLLECTION, Channels.FEED_OF_COLLECTION_EVENTS, "feed-of-collection");
    public static final Subscription<JsonNode> GATEWAY_FEED_OF_REFURB =
            ofAnyType("gateway", Publisher.REFURB, Channels.FEED_OF_REFURB_EVENTS, "feed-of-refurb");
    public static final Subscription<JsonNode> GATEWAY_FEED_OF_ALLOCATION =
            ofAnyType("gateway", Publisher.ALLOCATION, Channels.FEED_OF_ALLOCATION_EVENTS, "feed-of-allocation");
    public static final Subscription<JsonNode> GATEWAY_FEED_OF_MEDIATION =
            ofAnyType("gateway", Publisher.MEDIATION, Channels.FEED_OF_MEDIATION_EVENTS, "feed-of-mediation");

    public static final List<Subscription<?>> ALL = List.of(
            COLLECTION_TO_ORGANISATIONS,
            COLLECTION_TO_REFURB,
            COLLECTION_TO_ALLOCATION,
            REFURB_TO_ORGANISATIONS,
            REFURB_TO_COLLECTION,
            REFURB_TO_ALLOCATION,
            ALLOCATION_TO_ORGANISATIONS,
            ALLOCATION_TO_REFURB,
            ALLOCATION_TO_MEDIATION,
            MEDIATION_TO_ORGANISATIONS,
            MEDIATION_TO_ALLOCATION,
            GATEWAY_TO_COLLECTION,
            GATEWAY_TO_REFURB,
            GATEWAY_TO_ALLOCATION,
            GATEWAY_TO_MEDIATION,
            GATEWAY_FEED_OF_COLLECTION,
            GATEWAY_FEED_OF_REFURB,
            GATEWAY_FEED_OF_ALLOCATION,
            GATEWAY_FEED_OF_MEDIATION);

    public Subscription {
        streamTypes = Set.copyOf(streamTypes);
        if (!publisher.streamTypes().containsAll(streamTypes)) {
            throw new IllegalArgumentException(publisher.source() + " has streams of " + publisher.streamTypes()
                    + ", and " + service + " asks for " + streamTypes);
        }
    }

    /** A service that knows the publisher's events, on the publisher's own channel. */
    public Subscription(String service, Publisher<E> publisher, String consumer, Set<String> streamTypes) {
        this(service, publisher, publisher.codec(), publisher.channel(), consumer, streamTypes);
    }

    /** A service that passes the publisher's events on, whatever they say. */
    private static Subscription<JsonNode> ofAnyType(
            String service, Publisher<?> publisher, String channel, String consumer) {
        return new Subscription<>(
                service, publisher, EventCodec.ofAnyType(publisher.source()), channel, consumer, Set.of());
    }

    /** What a service subscribes to. */
    public static List<Subscription<?>> of(String service) {
        return ALL.stream().filter(one -> one.service().equals(service)).toList();
    }

    /** The consumer group that the service's processes form; each service owns the groups that begin with its name. */
    public String group() {
        return service + "." + channel;
    }

    /** Whether it reads streams of this type. */
    public boolean reads(String streamType) {
        return streamTypes.isEmpty() || streamTypes.contains(streamType);
    }
}
