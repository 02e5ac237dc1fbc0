package network.reuse.defaults.people;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import network.reuse.defaults.keys.RootKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Marks households so that one programme group sees that it has served a household before. A mark is HMAC-SHA-256 over
 * a normalised identity, under a key derived for that group alone: marks of two groups have nothing in common.
 *
 * <p>The identity is made of:
 *
 * <ul>
 *   <li>names: letters alone, without accents, in lower case ({@code L'Hélgouac'h-Œuvrard} is {@code lhelgouachoeuvrard});
 *   <li>phone: digits alone, with {@code +33} and {@code 0033} as the 0 that they stand for; fewer than 6 are no phone;
 *   <li>year of birth.
 * </ul>
 *
 * <p>The mark covers family name and phone; without a phone, both names and the year of birth. A change of this
 * definition takes a new version in {@link #VERSION}, and marks of two versions do not match.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class Households {
    private static final String VERSION = "1";
    private static final char BETWEEN = '\u001f';
    private static final int SHORTEST_PHONE = 6;
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern FRANCE_FROM_ABROAD = Pattern.compile("^(?:\\+|00)33(?:\\(?0\\)?)?");

    private final RootKey root;

    Households(@ConfigProperty(name = "reuse.people.key") String rootKey) {
        this.root = RootKey.of("REUSE_PEOPLE_KEY", rootKey);
    }

    /**
     * The household of a contact within one group.
     *
     * @param group what the sponsor declared as one group of programmes, such as its organisation's id and a name
     */
    public Household of(String group, Contact contact) {
        return of(groupKey(root, group), contact);
    }

    static SecretKey groupKey(RootKey root, String group) {
        return root.derive("HmacSHA256", "households/" + group);
    }

    static Household of(SecretKey groupKey, Contact contact) {
        String family = letters(contact.familyName());
        String given = letters(contact.givenName());
        String phone = phone(contact.phone());
        Set<String> near = new HashSet<>();
        String mark = null;
        if (!family.isEmpty() && !given.isEmpty() && contact.birthYear() != null) {
            mark = hmac(groupKey, "named", family, given, contact.birthYear().toString());
            near.add(mark);
        }
        if (!phone.isEmpty()) {
            near.add(hmac(groupKey, "phone", phone));
            if (!family.isEmpty()) {
                mark = hmac(groupKey, "family", family, phone);
            }
        }
        return new Household(mark, near);
    }

    static String letters(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String lower = name.toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l");
        return NO_LETTER
                .matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                .replaceAll("");
    }

    static String phone(@Nullable String phone) {
        if (phone == null) {
            return "";
        }
        String compact = phone.replaceAll("[\\s.\\-/]", "");
        String digits = NO_DIGIT.matcher(FRANCE_FROM_ABROAD.matcher(compact).replaceFirst("0"))
                .replaceAll("");
        return digits.length() < SHORTEST_PHONE ? "" : digits;
    }

    private static String hmac(SecretKey key, String kind, String... parts) {
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
