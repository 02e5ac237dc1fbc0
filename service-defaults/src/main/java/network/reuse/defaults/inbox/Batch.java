package network.reuse.defaults.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The records of one poll as far as they can be read: an event whose value cannot be read has its place at least. */
final class Batch<E> {
    private final EventCodec<E> codec;
    private final List<Arrived> events = new ArrayList<>();
    private final Map<Arrived.Name, Published<E>> known = new HashMap<>();
    private final Map<Arrived, String> faults = new HashMap<>();
    private final Map<ConsumerRecord<String, byte[]>, String> unreadable = new HashMap<>();

    Batch(EventCodec<E> codec, Set<String> streamTypes, ConsumerRecords<String, byte[]> records) {
        this.codec = codec;
        for (ConsumerRecord<String, byte[]> message : records) {
            try {
                if (!streamTypes.isEmpty() && !streamTypes.contains(streamType(message))) {
                    continue;
                }
                Arrived event = read(message);
                events.add(event);
                String fault = faults.get(event);
                if (fault != null) {
                    unreadable.put(message, fault);
                }
            } catch (RuntimeException | IOException nameless) {
                unreadable.put(message, nameless.toString());
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

    /** Records that cannot be read wholly, each with the reason. */
    Map<ConsumerRecord<String, byte[]>, String> unreadable() {
        return unreadable;
    }

    void offer(Arrived event, Intake intake) {
        String fault = faults.get(event);
        if (fault == null) {
            intake.offer(event);
        } else {
            intake.block(event, Held.Reason.FAULT, fault, null);
        }
    }

    private static String streamType(ConsumerRecord<String, byte[]> message) throws IOException {
        return header(message, "ce_subject").split("/", 2)[0];
    }

    private Arrived read(ConsumerRecord<String, byte[]> message) throws IOException {
        String source = header(message, "ce_source");
        if (!codec.source().equals(source)) {
            throw new IOException("events of " + source + " do not belong on " + message.topic());
        }
        String[] subject = header(message, "ce_subject").split("/", 2);
        StreamId stream = new StreamId(source, subject[0], UUID.fromString(subject[1]));
        long sequence = Long.parseLong(header(message, "ce_sequence"));
        if (sequence < 1) {
            throw new IOException("no event has the number " + sequence);
        }
        Arrived event = new Arrived(
                stream,
                Arrived.UNKNOWN,
                sequence,
                UUID.fromString(header(message, "ce_id")),
                header(message, "ce_type"),
                UUID.fromString(header(message, "ce_correlationid")),
                optionalHeader(message, "traceparent"),
                Arrived.text(message.value()));
        try {
            Optional<Published<E>> published = event.decode(codec, message.value());
            published.ifPresent(one -> known.putIfAbsent(event.name(), one));
            return event.under(
                    published.isPresent() ? published.get().envelope().incarnation() : incarnation(message.value()));
        } catch (Unreadable fault) {
            Arrived broken = event.under(incarnation(message.value()));
            faults.put(broken, Held.detail(fault));
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

    private static String header(ConsumerRecord<?, ?> message, String name) throws IOException {
        String text = optionalHeader(message, name);
        if (text == null) {
            throw new IOException("the record has no header " + name);
        }
        return text;
    }

    private static @Nullable String optionalHeader(ConsumerRecord<?, ?> message, String name) throws IOException {
        Header header = message.headers().lastHeader(name);
        if (header == null) {
            return null;
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new IOException("the header " + name + " is not text");
        }
        return text;
    }
}
