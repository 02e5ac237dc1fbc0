package network.reuse.defaults.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.quarkus.arc.properties.IfBuildProperty;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Texts that may tell of several people, such as why somebody found two of them to be of one household. Each is sealed under the keys of
 * all whom it may tell of, so that it is gone, from every dump too, with the first of them who is forgotten.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class TextsOfPeople {
    private final PersonKeys keys;

    TextsOfPeople(PersonKeys keys) {
        this.keys = keys;
    }

    /**
     * A text as it is kept.
     *
     * @param id of the row that keeps it
     * @param people whom it may tell of, in the order in which it was sealed
     */
    public record Sealed(UUID id, List<UUID> people, Buffer text) {
        public Sealed {
            people = List.copyOf(people);
        }
    }

    /**
     * Seals a text; null when one of these people is forgotten. Call it before the transaction has locked what others wait for.
     *
     * @param table the table whose row of this id keeps it; it opens in no other
     */
    public Future<@Nullable Buffer> seal(String table, UUID id, List<UUID> people, String text) {
        return keys.findAll(people).map(found -> {
            byte[] sealed = text.getBytes(UTF_8);
            for (UUID person : people) {
                SecretKey key = found.get(person);
                if (key == null) {
                    return null;
                }
                sealed = Sealing.seal(key, sealed, place(table, id));
            }
            return Buffer.buffer(sealed);
        });
    }

    /** What these say, by their ids, without those that tell of somebody who is forgotten. */
    public Future<Map<UUID, String>> open(String table, Collection<Sealed> texts) {
        if (texts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Set<UUID> people = texts.stream().flatMap(one -> one.people().stream()).collect(Collectors.toSet());
        return keys.findAll(people).map(found -> {
            Map<UUID, String> opened = new HashMap<>();
            for (Sealed one : texts) {
                if (found.keySet().containsAll(one.people())) {
                    byte[] text = one.text().getBytes();
                    for (UUID person : one.people().reversed()) {
                        text = Sealing.open(requireNonNull(found.get(person)), text, place(table, one.id()));
                    }
                    opened.put(one.id(), new String(text, UTF_8));
                }
            }
            return opened;
        });
    }

    private static Sealing.Place place(String table, UUID id) {
        return new Sealing.Place(table, "sealed", id);
    }
}
