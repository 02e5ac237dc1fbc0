package network.reuse.contracts;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who publishes which events where, declared once: codecs, topics, rights, tables and the audit are made from it.
 *
 * @param service the service that writes the topic, and nobody else
 * @param channel the name under which the messaging settings of its consumers refer to the topic
 * @param codec reads and writes its events, and knows their types
 */
public record Publisher<E>(String service, String topic, String channel, EventCodec<E> codec) {
    public static final Publisher<CollectionEvent> COLLECTION = new Publisher<>(
            "collection",
            Topics.COLLECTION_EVENTS,
            Channels.COLLECTION_EVENTS,
            new EventCodec<>("collection", CollectionEvent.class));
    public static final Publisher<RefurbEvent> REFURB = new Publisher<>(
            "refurb", Topics.REFURB_EVENTS, Channels.REFURB_EVENTS, new EventCodec<>("refurb", RefurbEvent.class));
    public static final Publisher<AllocationEvent> ALLOCATION = new Publisher<>(
            "allocation",
            Topics.ALLOCATION_EVENTS,
            Channels.ALLOCATION_EVENTS,
            new EventCodec<>("allocation", AllocationEvent.class));
    public static final Publisher<MediationEvent> MEDIATION = new Publisher<>(
            "mediation",
            Topics.MEDIATION_EVENTS,
            Channels.MEDIATION_EVENTS,
            new EventCodec<>("mediation", MediationEvent.class));
    /**
     * The register of organisations, which the gateway keeps for the network: service {@code gateway}, topic {@code network.organisations},
     * source {@code network}, since what the gateway says it says of the whole network.
     */
    public static final Publisher<OrganisationEvent> ORGANISATIONS = new Publisher<>(
            "gateway",
            Topics.NETWORK_ORGANISATIONS,
            Channels.ORGANISATIONS,
            new EventCodec<>("network", OrganisationEvent.class));

    public static final List<Publisher<?>> ALL = List.of(COLLECTION, REFURB, ALLOCATION, MEDIATION, ORGANISATIONS);

    /** What its events name as their source, as it stands in {@code ce_source} and before the dot in each type. */
    public String source() {
        return codec.source();
    }

    /** What its streams are about, such as {@code lot} and {@code device}. */
    public Set<String> streamTypes() {
        return codec.types().values().stream().map(Publisher::streamType).collect(Collectors.toUnmodifiableSet());
    }

    /** What an event is about, by its first field: {@code device} for {@code deviceId}, {@code person} for {@code personRef}. */
    static String streamType(Class<?> event) {
        return event.getRecordComponents()[0].getName().replaceAll("(Id|Ref)$", "");
    }
}
