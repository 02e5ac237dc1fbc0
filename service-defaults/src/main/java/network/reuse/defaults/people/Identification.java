package network.reuse.defaults.people;

import static network.reuse.defaults.people.IdentifyingField.BIRTH_YEAR;
import static network.reuse.defaults.people.IdentifyingField.FAMILY_NAME;
import static network.reuse.defaults.people.IdentifyingField.GIVEN_NAME;
import static network.reuse.defaults.people.IdentifyingField.PHONE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which parts of a contact tell the households of a group apart, and which two requests have in common that a human looks at. A
 * set of fields says something when all of them are known.
 *
 * @param household sets of fields, the strictest first: the first that says something is the household's mark, and equal
 *     marks are one household
 * @param near sets of fields: what says something is a likeness when two have it in common
 */
public record Identification(List<Set<IdentifyingField>> household, List<Set<IdentifyingField>> near) {
    /** That of a group of programmes which has declared none. */
    public static final Identification USUAL = new Identification(
            List.of(Set.of(FAMILY_NAME, PHONE), Set.of(FAMILY_NAME, GIVEN_NAME, BIRTH_YEAR)),
            List.of(Set.of(FAMILY_NAME, GIVEN_NAME, BIRTH_YEAR), Set.of(PHONE)));

    private static final String BETWEEN = "+";

    public Identification {
        household = household.stream().map(Set::copyOf).toList();
        near = near.stream().map(Set::copyOf).toList();
    }

    /** What two households have in common, or one is known by: its fields in their order, as {@code FAMILY_NAME+PHONE}. */
    public static String named(Set<IdentifyingField> fields) {
        return EnumSet.copyOf(fields).stream().map(Enum::name).collect(Collectors.joining(BETWEEN));
    }

    /** The fields that a name names. */
    public static Set<IdentifyingField> fields(String named) {
        return Set.of(named.split("\\+", -1)).stream()
                .map(IdentifyingField::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
