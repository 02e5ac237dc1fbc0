package network.reuse.defaults.people;

import org.jspecify.annotations.Nullable;

/** How a person can be reached and told from others; any of it may be unknown. Shows nothing when it is printed. */
public record Contact(
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable Integer birthYear,
        @Nullable String phone,
        @Nullable String email) {

    @Override
    public String toString() {
        return "Contact[…]";
    }
}
