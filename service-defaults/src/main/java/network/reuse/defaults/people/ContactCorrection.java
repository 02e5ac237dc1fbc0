package network.reuse.defaults.people;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong about a contact, and why: what is named replaces what was kept, and the rest stays as it is. Shows nothing
 * when it is printed.
 *
 * @param remove what is not to be kept at all
 */
public record ContactCorrection(
        @Size(min = 1, max = 200) @Schema(examples = "Camille") @Nullable String givenName,

        @Size(min = 1, max = 200) @Schema(examples = "Martin") @Nullable String familyName,

        @YearOfBirth
        @Schema(description = "Au plus tard cette année. / At most this year.", examples = "1980")
        @Nullable Integer birthYear,

        @Size(min = 1, max = 50) @Pattern(regexp = "[0-9+ ().-]*") @Schema(examples = "03 88 12 34 56") @Nullable String phone,

        @Email @Size(min = 1, max = 254) @Schema(examples = "camille.martin@example.org") @Nullable String email,

        @Size(max = 5) @UniqueElements
        @Schema(
                description = "Ce qui n'est plus à garder. / What is not to be kept at all.",
                uniqueItems = true,
                examples = "[]")
        @Nullable List<@NotNull Part> remove,

        @NotBlank @Size(max = 500) @NoContact
        @Schema(
                description =
                        "Gardé scellé avec la personne et oublié avec elle ; une adresse e-mail ou un numéro de téléphone"
                                + " sont refusés. / Kept sealed with the person and forgotten with them; an e-mail address or a telephone"
                                + " number is refused.",
                examples = "Faute de frappe")
        String reason) {

    /** The parts of a contact. */
    public enum Part {
        GIVEN_NAME,
        FAMILY_NAME,
        BIRTH_YEAR,
        PHONE,
        EMAIL
    }

    /** The contact put right; refused when nothing is named, or something both ways. */
    public Contact of(Contact contact) {
        Set<Part> gone = remove == null ? Set.of() : Set.copyOf(remove);
        Set<Part> named = named();
        if (named.isEmpty() && gone.isEmpty()) {
            throw Refusal.invalid(
                    "/",
                    "nothing_to_correct",
                    "Nommez au moins une valeur à corriger ou à retirer.",
                    "Name at least one value to correct or to remove.");
        }
        if (gone.stream().anyMatch(named::contains)) {
            throw Refusal.invalid(
                    "/remove",
                    "both_named_and_removed",
                    "Une valeur est soit corrigée, soit retirée.",
                    "A value is either corrected or removed.");
        }
        return new Contact(
                put(Part.GIVEN_NAME, gone, givenName, contact.givenName()),
                put(Part.FAMILY_NAME, gone, familyName, contact.familyName()),
                put(Part.BIRTH_YEAR, gone, birthYear, contact.birthYear()),
                put(Part.PHONE, gone, phone, contact.phone()),
                put(Part.EMAIL, gone, email, contact.email()));
    }

    private Set<Part> named() {
        Set<Part> named = EnumSet.noneOf(Part.class);
        note(named, Part.GIVEN_NAME, givenName);
        note(named, Part.FAMILY_NAME, familyName);
        note(named, Part.BIRTH_YEAR, birthYear);
        note(named, Part.PHONE, phone);
        note(named, Part.EMAIL, email);
        return named;
    }

    private static void note(Set<Part> named, Part part, @Nullable Object value) {
        if (value != null) {
            named.add(part);
        }
    }

    private static <T> @Nullable T put(Part part, Set<Part> gone, @Nullable T now, @Nullable T before) {
        if (gone.contains(part)) {
            return null;
        }
        return now == null ? before : now;
    }

    @Override
    public String toString() {
        return "ContactCorrection[…]";
    }
}
