package network.reuse.defaults.people;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A household as a sponsor's group of programmes may recognise it again, without knowing it.
 *
 * @param mark equal marks are the same household; null when too little is known to tell
 * @param near a mark in common is a likeness, which a human looks at: the same phone under another family name, or the
 *     same full name and year of birth under another phone
 */
public record Household(@Nullable String mark, Set<String> near) {
    public Household {
        near = Set.copyOf(near);
    }

    @Override
    public String toString() {
        return "Household[…]";
    }
}
