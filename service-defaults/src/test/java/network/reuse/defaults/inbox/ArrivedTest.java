package network.reuse.defaults.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.StreamId;
import org.junit.jupiter.api.Test;

class ArrivedTest {
    @Test
    void textIsKeptAsItIs() {
        String text = "{\"nom\":\"Région\\u0000\",\"n\":\"\\\\xff\"}";
        assertThat(Arrived.text(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(Arrived.text(null)).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreKeptReadableAndNeverTakenForAnEvent() {
        byte[] noText = {'{', '"', 'a', '\\', (byte) 0xff, 0, '}'};
        String kept = Arrived.text(noText);
        assertThat(kept).isEqualTo("\\bytes:{\"a\\x5c\\xff\\x00}");
        assertThatThrownBy(() -> arrived(kept).decode(Publisher.COLLECTION.codec()))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not text");
        assertThat(Arrived.text(kept.getBytes(StandardCharsets.UTF_8))).startsWith("\\bytes:\\x5cbytes:");
    }

    @Test
    void aValueThatIsNoEventIsUnreadableWhateverItsType() {
        for (String value : new String[] {"", "{", "[]", "{}", "{\"incarnation\":0}"}) {
            assertThatThrownBy(() -> arrived(value).decode(Publisher.COLLECTION.codec()))
                    .as(value)
                    .isInstanceOf(Unreadable.class);
        }
        assertThat(arrived("{\"incarnation\":1}").decode(Publisher.COLLECTION.codec()))
                .isEmpty();
    }

    private static Arrived arrived(String value) {
        StreamId stream = new StreamId("collection", "device", new UUID(1, 1));
        return new Arrived(stream, 1, 1, new UUID(2, 2), "collection.New.v9", new UUID(3, 3), null, value);
    }
}
