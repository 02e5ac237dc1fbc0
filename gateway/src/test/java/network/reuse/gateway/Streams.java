package network.reuse.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.Territory;
import network.reuse.defaults.ids.Ids;

/** Publishes events as a service would: numbered within its stream, in an envelope. */
public final class Streams {
    private Streams() {}

    /** A stream of one service about one thing, to which events are added in order. */
    public static final class Stream<E> {
        private final EventCodec<E> codec;
        private final StreamId id;
        private final Territory territory;
        private final Environment env;
        private final Set<UUID> parties;
        private final List<Published<E>> events;

        private Stream(EventCodec<E> codec, StreamId id, Territory territory, Environment env, Set<UUID> parties) {
            this(codec, id, territory, env, parties, new ArrayList<>());
        }

        private Stream(
                EventCodec<E> codec,
                StreamId id,
                Territory territory,
                Environment env,
                Set<UUID> parties,
                List<Published<E>> events) {
            this.events = events;
            this.codec = codec;
            this.id = id;
            this.territory = territory;
            this.env = env;
            this.parties = parties;
        }

        /** The same stream, of which something happens elsewhere. */
        public Stream<E> in(Territory elsewhere) {
            return new Stream<>(codec, id, elsewhere, env, parties, events);
        }

        /** The next event of this stream. */
        public Published<E> says(int epoch, E fact) {
            return says(epoch, fact, Instant.parse("2026-03-01T10:00:00Z"));
        }

        /** The next event of this stream, which happened then. */
        public Published<E> says(int epoch, E fact, Instant occurredAt) {
            boolean device = id.type().equals("device");
            Envelope envelope = new Envelope(
                    Ids.next(),
                    codec.typeOf(fact),
                    id,
                    events.size() + 1L,
                    UUID.randomUUID(),
                    occurredAt,
                    Instant.parse("2026-03-01T10:00:01Z"),
                    parties,
                    territory,
                    env,
                    1,
                    device ? epoch : null,
                    device ? DonorKind.PUBLIC_BODY : null);
            Published<E> event = new Published<>(envelope, fact);
            events.add(event);
            return event;
        }

        public List<Published<E>> events() {
            return events;
        }
    }

    public static Stream<CollectionEvent> lot(UUID id, Territory territory, Environment env, UUID... parties) {
        return new Stream<>(
                Publisher.COLLECTION.codec(), new StreamId("collection", "lot", id), territory, env, Set.of(parties));
    }

    public static Stream<CollectionEvent> device(UUID id, Territory territory, Environment env, UUID... parties) {
        return new Stream<>(
                Publisher.COLLECTION.codec(),
                new StreamId("collection", "device", id),
                territory,
                env,
                Set.of(parties));
    }

    public static Stream<RefurbEvent> bench(UUID id, Territory territory, Environment env, UUID... parties) {
        return new Stream<>(
                Publisher.REFURB.codec(), new StreamId("refurb", "device", id), territory, env, Set.of(parties));
    }

    public static Stream<AllocationEvent> stock(UUID id, Territory territory, Environment env, UUID... parties) {
        return new Stream<>(
                Publisher.ALLOCATION.codec(),
                new StreamId("allocation", "device", id),
                territory,
                env,
                Set.of(parties));
    }

    public static Stream<MediationEvent> booking(UUID id, Territory territory, Environment env, UUID... parties) {
        return new Stream<>(
                Publisher.MEDIATION.codec(), new StreamId("mediation", "booking", id), territory, env, Set.of(parties));
    }
}
