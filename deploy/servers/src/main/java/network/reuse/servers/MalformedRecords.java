package network.reuse.servers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a record of an event can be malformed, for tests that put them into topics: each header missing, null, not
 * text, too long or something else, and the same of the key and the value.
 */
public final class MalformedRecords {
    private static final List<String> HEADERS = List.of(
            "content-type",
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_subject",
            "ce_sequence",
            "ce_correlationid");
    private static final byte[] NOT_TEXT = {(byte) 0xc3, 0x28, (byte) 0xff, 0};

    private final Supplier<ProducerRecord<byte[], byte[]>> sound;
    private final Map<String, ProducerRecord<byte[], byte[]>> kinds = new LinkedHashMap<>();

    private MalformedRecords(Supplier<ProducerRecord<byte[], byte[]>> sound) {
        this.sound = sound;
    }

    /**
     * One record of each kind, by what is wrong with it.
     *
     * @param sound makes a sound record, of a new stream each time
     */
    public static Map<String, ProducerRecord<byte[], byte[]>> of(Supplier<ProducerRecord<byte[], byte[]>> sound) {
        var all = new MalformedRecords(sound);
        for (String name : HEADERS) {
            all.header(name + " missing", record -> record.headers().remove(name));
            all.header(name + " null", record -> replace(record, name, null));
            all.header(name + " not text", record -> replace(record, name, NOT_TEXT));
            all.header(name + " too long", record -> replace(record, name, text("1".repeat(70_000))));
            all.header(name + " blank", record -> replace(record, name, text("  ")));
            all.header(name + " something else", record -> replace(record, name, text("notatime")));
        }
        all.header("structured", record -> replace(record, "content-type", text("application/cloudevents+json")));
        all.header("a negative sequence", record -> replace(record, "ce_sequence", text("-1")));
        all.header("a sequence beyond all numbers", record -> replace(record, "ce_sequence", text("9".repeat(30))));
        all.header("a subject without an id", record -> replace(record, "ce_subject", text("lot/")));
        all.key("key missing", null);
        all.key("key not text", NOT_TEXT);
        all.key("key too long", text("k".repeat(70_000)));
        all.key("key of another stream", text("01900000-0000-7000-8000-00000000dead"));
        all.value("value missing", null);
        all.value("value not text", NOT_TEXT);
        all.value("value too long", text("{\"incarnation\":1,\"fact\":\"" + "x".repeat(600_000) + "\"}"));
        all.value("value cut off", text("{\"incarnation\":1,"));
        all.value("value without an envelope", text("{\"incarnation\":1,\"fact\":{}}"));
        all.value("value of nothing but brackets", text("[".repeat(100_000)));
        all.value("value empty", new byte[0]);
        return all.kinds;
    }

    private void header(String kind, Consumer<ProducerRecord<byte[], byte[]>> breaking) {
        ProducerRecord<byte[], byte[]> record = sound.get();
        breaking.accept(record);
        kinds.put(kind, record);
    }

    private void key(String kind, byte @Nullable [] key) {
        ProducerRecord<byte[], byte[]> record = sound.get();
        kinds.put(kind, new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers()));
    }

    private void value(String kind, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record = sound.get();
        kinds.put(kind, new ProducerRecord<>(record.topic(), null, record.key(), value, record.headers()));
    }

    private static void replace(ProducerRecord<byte[], byte[]> record, String name, byte @Nullable [] value) {
        record.headers().remove(name).add(name, value == null ? null : Arrays.copyOf(value, value.length));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
