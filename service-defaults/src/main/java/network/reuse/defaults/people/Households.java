package network.reuse.defaults.people;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import network.reuse.defaults.keys.RootKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Marks households so that one programme group sees that it has served a household before. A mark is HMAC-SHA-256 over
 * a normalised identity, under a key derived for that group alone: marks of two groups have nothing in common.
 *
 * <p>The identity is made of the fields that the group's {@link Identification} names, each in its form
 * ({@link IdentifyingField}). A change of these forms takes a new version in {@link #VERSION}, and marks of two versions do not
 * match.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class Households {
    private static final String VERSION = "1";
    private static final char BETWEEN = '\u001f';

    /** What marks of the usual fields were called before groups declared theirs: marks that are kept stay as they are. */
    private static final Map<String, String> USUAL_KINDS = Map.of(
            "FAMILY_NAME+PHONE", "family",
            "FAMILY_NAME+GIVEN_NAME+BIRTH_YEAR", "named",
            "PHONE", "phone");

    private final RootKey root;

    Households(@ConfigProperty(name = "reuse.people.key") String rootKey) {
        this.root = RootKey.of("REUSE_PEOPLE_KEY", rootKey);
    }

    /**
     * The household of a contact within one group.
     *
     * @param group what the sponsor declared as one group of programmes, such as its organisation's id and a name
     */
    public Household of(String group, Identification identification, Contact contact) {
        return in(group, identification).of(contact);
    }

    /** The households of one group, for many contacts. */
    public Group in(String group, Identification identification) {
        return new Group(groupKey(root, group), identification);
    }

    /** One group of programmes, with its key. */
    public static final class Group {
        private final SecretKey key;
        private final Identification identification;

        Group(SecretKey key, Identification identification) {
            this.key = key;
            this.identification = identification;
        }

        /** The household of a contact. */
        public Household of(Contact contact) {
            String mark = null;
            for (Set<IdentifyingField> fields : identification.household()) {
                Optional<String> made = mark(fields, contact);
                if (made.isPresent()) {
                    mark = made.get();
                    break;
                }
            }
            Map<String, String> near = new LinkedHashMap<>();
            for (Set<IdentifyingField> fields : identification.near()) {
                mark(fields, contact).ifPresent(made -> near.put(made, Identification.named(fields)));
            }
            return new Household(mark, near);
        }

        /** The mark of these fields; none when one of them is not known. */
        private Optional<String> mark(Set<IdentifyingField> fields, Contact contact) {
            List<String> parts = new ArrayList<>();
            for (IdentifyingField field : EnumSet.copyOf(fields)) {
                String part = field.of(contact);
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(part);
            }
            String name = Identification.named(fields);
            return Optional.of(hmac(key, USUAL_KINDS.getOrDefault(name, name), parts));
        }
    }

    static SecretKey groupKey(RootKey root, String group) {
        return root.derive("HmacSHA256", "households/" + group);
    }

    private static String hmac(SecretKey key, String kind, List<String> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String identity = VERSION + BETWEEN + kind + BETWEEN + String.join(String.valueOf(BETWEEN), parts);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(identity.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", impossible);
        }
    }
}
