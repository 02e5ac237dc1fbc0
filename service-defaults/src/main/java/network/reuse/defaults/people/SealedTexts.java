package network.reuse.defaults.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.arc.properties.IfBuildProperty;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Texts that few may read and that go again, such as how a site is reached, which are no person's: each is sealed under a key of
 * its own, which lies with the keys of people. Once that is destroyed the text is gone, from every dump too. Who may read it, and
 * where it is kept, is for the table that keeps it to say.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class SealedTexts {
    private final PersonKeys keys;

    SealedTexts(PersonKeys keys) {
        this.keys = keys;
    }

    /**
     * Seals a text under a new key of this reference. The key is written at once and for good: where the text is not kept after
     * all, it opens nothing. Call it before the transaction has locked what others wait for.
     *
     * @param table the table whose column {@code sealed} keeps it; it opens in no other
     */
    public Future<Buffer> seal(String table, UUID ref, String text) {
        return keys.make(ref).map(key -> sealed(key, table, ref, text));
    }

    /** Seals another text under the key of this reference; null when there is none. */
    public Future<@Nullable Buffer> reseal(String table, UUID ref, String text) {
        return keys.find(ref).map(key -> key == null ? null : sealed(key, table, ref, text));
    }

    /** What was sealed; null when its key was destroyed. */
    public Future<@Nullable String> open(String table, UUID ref, Buffer sealed) {
        return keys.find(ref)
                .map(key -> key == null
                        ? null
                        : new String(Sealing.open(key, sealed.getBytes(), place(table, ref)), UTF_8));
    }

    /** Destroys the key of this reference, if there is one. */
    public Future<?> destroy(UUID ref) {
        return keys.destroy(ref);
    }

    private static Buffer sealed(SecretKey key, String table, UUID ref, String text) {
        return Buffer.buffer(Sealing.seal(key, text.getBytes(UTF_8), place(table, ref)));
    }

    private static Sealing.Place place(String table, UUID ref) {
        return new Sealing.Place(table, "sealed", ref);
    }
}
