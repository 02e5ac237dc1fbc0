package network.reuse.defaults.inbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.Published;
import network.reuse.contracts.StreamId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** The records of one poll as far as they can be read: an event whose value cannot be read has its place at least. */
final class Batch<E> {
    private final EventCodec<E> codec;
    private final List<Arrived> events = new ArrayList<>();
    private final Map<Arrived.Name, Published<E>> known = new HashMap<>();
    private final Map<Arrived, String> faults = new HashMap<>();
    private final Map<ConsumerRecord<String, byte[]>, Fault> unreadable = new HashMap<>();

    Batch(EventCodec<E> codec, Set<String> streamTypes, ConsumerRecords<String, byte[]> records) {
        this.codec = codec;
        for (ConsumerRecord<String, byte[]> message : records) {
            RecordHeaders headers = new RecordHeaders(message);
            try {
                if (!streamTypes.isEmpty() && !streamTypes.contains(headers.streamType())) {
                    continue;
                }
                Arrived event = read(message, headers);
                events.add(event);
                String fault = faults.get(event);
                if (fault != null) {
                    unreadable.put(message, new Fault(fault, event.eventId()));
                }
            } catch (Unreadable nameless) {
                unreadable.put(message, new Fault(PendingEvent.detail(nameless), null));
            }
        }
    }

    List<Arrived> events() {
        return events;
    }

    Set<StreamId> streams() {
        Set<StreamId> streams = new HashSet<>();
        events.forEach(event -> streams.add(event.stream()));
        return streams;
    }

    /** What has been read already of the events. */
    Map<Arrived.Name, Published<E>> known() {
        return known;
    }

    /** Records that cannot be read wholly. */
    Map<ConsumerRecord<String, byte[]>, Fault> unreadable() {
        return unreadable;
    }

    /** Why a record cannot be read, and the id of its event where that can be. */
    record Fault(String reason, @Nullable UUID event) {}

    void offer(Arrived event, InboxDecision decision) {
        String fault = faults.get(event);
        if (fault == null) {
            decision.offer(event);
        } else {
            decision.block(event, PendingEvent.Reason.FAULT, fault, null);
        }
    }

    /** An event with its place at least; what else is wrong with it is kept as its fault. */
    private Arrived read(ConsumerRecord<String, byte[]> message, RecordHeaders headers) {
        StreamId stream = headers.stream(codec.source());
        Arrived event = new Arrived(
                stream,
                Arrived.UNKNOWN,
                headers.sequence(),
                headers.id(),
                headers.type(),
                headers.correlation(),
                headers.traceparent(),
                Arrived.text(message.value()));
        try {
            headers.requireRest(stream);
        } catch (Unreadable fault) {
            Arrived broken = event.under(incarnation(message.value())).broken(PendingEvent.detail(fault));
            faults.put(broken, PendingEvent.detail(fault));
            return broken;
        }
        try {
            Optional<Published<E>> published = event.decode(codec, message.value());
            published.ifPresent(one -> known.putIfAbsent(event.name(), one));
            return event.under(
                    published.isPresent() ? published.get().envelope().incarnation() : incarnation(message.value()));
        } catch (Unreadable fault) {
            Arrived broken = event.under(incarnation(message.value()));
            faults.put(broken, PendingEvent.detail(fault));
            return broken;
        }
    }

    private static int incarnation(byte @Nullable [] value) {
        try {
            return value == null ? Arrived.UNKNOWN : EventCodec.incarnation(value);
        } catch (IOException | RuntimeException untold) {
            return Arrived.UNKNOWN;
        }
    }
}
