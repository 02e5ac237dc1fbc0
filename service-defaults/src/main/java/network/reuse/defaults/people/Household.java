package network.reuse.defaults.people;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A household as a sponsor's group of programmes may recognise it again, without knowing it.
 *
 * @param mark equal marks are the same household; null when too little is known to tell
 * @param near a mark in common is a likeness, which a human looks at; each with the fields that it is made of, as
 *     {@link Identification#named} has them
 */
public record Household(@Nullable String mark, Map<String, String> near) {
    public Household {
        near = Map.copyOf(near);
    }

    @Override
    public String toString() {
        return "Household[…]";
    }
}
