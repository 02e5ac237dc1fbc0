package network.reuse.collection.domain;

import java.util.EnumSet;
import java.util.Set;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong about a site: what is named replaces what was kept, and the rest stays as it is. Shows nothing when it is printed.
 *
 * @param removed what is not to be kept at all
 */
public record SiteCorrection(
        @Nullable String name,
        @Nullable String street,
        @Nullable String access,
        @Nullable String openingHours,
        @Nullable String phone,
        @Nullable String email,
        Set<Part> removed) {

    /** What a site need not have. */
    public enum Part {
        ACCESS,
        OPENING_HOURS
    }

    /** Refused when nothing is named, or something both ways. */
    public SiteCorrection {
        removed = Set.copyOf(removed);
        Set<Part> named = EnumSet.noneOf(Part.class);
        if (access != null) {
            named.add(Part.ACCESS);
        }
        if (openingHours != null) {
            named.add(Part.OPENING_HOURS);
        }
        boolean isEmpty = name == null && street == null && phone == null && email == null;
        if (isEmpty && named.isEmpty() && removed.isEmpty()) {
            throw Refusal.invalid(
                    "/",
                    "nothing_to_correct",
                    "Nommez au moins une valeur à corriger ou à retirer.",
                    "Name at least one value to correct or to remove.");
        }
        if (removed.stream().anyMatch(named::contains)) {
            throw Refusal.invalid(
                    "/remove",
                    "both_named_and_removed",
                    "Une valeur est soit corrigée, soit retirée.",
                    "A value is either corrected or removed.");
        }
    }

    /** The contact put right. */
    public SiteContact of(SiteContact contact) {
        return new SiteContact(
                or(street, contact.street()),
                removed.contains(Part.ACCESS) ? null : orNull(access, contact.access()),
                removed.contains(Part.OPENING_HOURS) ? null : orNull(openingHours, contact.openingHours()),
                or(phone, contact.phone()),
                or(email, contact.email()));
    }

    private static String or(@Nullable String now, String before) {
        return now == null ? before : now;
    }

    private static @Nullable String orNull(@Nullable String now, @Nullable String before) {
        return now == null ? before : now;
    }

    @Override
    public String toString() {
        return "SiteCorrection[…]";
    }
}
