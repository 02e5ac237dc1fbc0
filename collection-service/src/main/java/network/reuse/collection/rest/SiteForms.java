package network.reuse.collection.rest;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import network.reuse.collection.domain.SiteContact;
import network.reuse.collection.domain.SiteCorrection;
import network.reuse.defaults.text.FunctionalMailbox;
import network.reuse.defaults.text.FunctionalPhone;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of calls about sites. */
final class SiteForms {
    private static final String NOBODY =
            "Ne nommez personne ; une adresse e-mail ou un numéro de téléphone va dans son champ. / Name nobody; an e-mail address or a telephone number goes into its own field.";

    private SiteForms() {}

    /** A site of the caller's organisation. */
    public record SiteForm(
            @NotBlank @Size(max = 200) @NoContact
            @Schema(
                    description =
                            "Comment vous appelez le lieu, sans nommer personne. / What you call the place, naming nobody.",
                    examples = "Dépôt de la Meinau")
            String name,

            @NotBlank @Size(min = 5, max = 5) @Schema(description = "Code INSEE de sa commune. / INSEE code of its commune.", examples = "67482")
            String commune,

            @NotBlank @Size(max = 300) @NoContact
            @Schema(
                    description = "Numéro, voie et porte. " + NOBODY,
                    examples = "12 rue de la Plaine des Bouchers, porte B")
            String street,

            @Size(min = 1, max = 500) @NoContact
            @Schema(
                    description = "Ce qu'un chauffeur doit savoir. / What a driver has to know. " + NOBODY,
                    examples = "Portail de 3,2 m ; quai au fond de la cour")
            @Nullable String access,

            @Size(min = 1, max = 200) @NoContact
            @Schema(
                    description = "En toutes lettres. / In words. " + NOBODY,
                    examples = "Du lundi au vendredi, 8 h à 16 h")
            @Nullable String openingHours,

            @NotNull @Size(min = 1, max = 30) @FunctionalPhone
            @Schema(description = FunctionalPhone.DESCRIPTION, examples = "03 88 12 34 56")
            String phone,

            @NotNull @Email @Size(min = 3, max = 254) @FunctionalMailbox
            @Schema(description = FunctionalMailbox.DESCRIPTION, examples = "accueil@meinau.example.org")
            String email,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "Votre référence du site. / Your own reference of the site.", examples = "SITE-03")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        SiteContact contact() {
            return new SiteContact(street, access, openingHours, phone, email);
        }

        @Override
        public String toString() {
            return "SiteForm[…]";
        }
    }

    /** What was wrong about a site; what is left out was right. */
    public record SiteCorrectionForm(
            @Size(min = 1, max = 200) @NoContact @Schema(examples = "Dépôt de la Meinau") @Nullable String name,

            @Size(min = 1, max = 300) @NoContact
            @Schema(description = NOBODY, examples = "12 rue de la Plaine des Bouchers, porte C")
            @Nullable String street,

            @Size(min = 1, max = 500) @NoContact @Schema(description = NOBODY, examples = "Portail de 3,2 m") @Nullable String access,

            @Size(min = 1, max = 200) @NoContact
            @Schema(description = NOBODY, examples = "Du lundi au jeudi, 8 h à 16 h")
            @Nullable String openingHours,

            @Size(min = 1, max = 30) @FunctionalPhone
            @Schema(description = FunctionalPhone.DESCRIPTION, examples = "03 88 12 34 57")
            @Nullable String phone,

            @Email @Size(min = 3, max = 254) @FunctionalMailbox
            @Schema(description = FunctionalMailbox.DESCRIPTION, examples = "logistique@meinau.example.org")
            @Nullable String email,

            @Size(max = 2) @UniqueElements
            @Schema(
                    description = "Ce qui n'est plus à garder. / What is not to be kept at all.",
                    uniqueItems = true,
                    examples = "[]")
            @Nullable List<SiteCorrection.@NotNull Part> remove,

            @Nullable Instant occurredAt) {
        SiteCorrection correction() {
            return new SiteCorrection(
                    name, street, access, openingHours, phone, email, remove == null ? Set.of() : Set.copyOf(remove));
        }

        @Override
        public String toString() {
            return "SiteCorrectionForm[…]";
        }
    }
}
