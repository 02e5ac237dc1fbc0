package network.reuse.mediation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import network.reuse.defaults.text.FunctionalMailbox;
import network.reuse.defaults.text.FunctionalPhone;
import network.reuse.defaults.text.NoContact;
import network.reuse.mediation.domain.AccessMode;
import network.reuse.mediation.domain.Audience;
import network.reuse.mediation.domain.DigitalService;
import network.reuse.mediation.domain.Fee;
import network.reuse.mediation.domain.NationalProgramme;
import network.reuse.mediation.domain.PlaceAddress;
import network.reuse.mediation.domain.PlaceContact;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.domain.PlaceOffer;
import network.reuse.mediation.domain.PlaceType;
import network.reuse.mediation.domain.SpecialCare;
import network.reuse.mediation.domain.SupportMode;
import network.reuse.mediation.domain.TrainingLabel;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** What a place tells of itself, as it is sent. */
final class PlaceForms {
    private PlaceForms() {}

    private static final String URL = "https?://[^\\s|]+";
    private static final String NOBODY =
            "Ne nommez personne ; ni e-mail ni téléphone. / Name nobody; neither an e-mail address nor a telephone number.";

    /** All that a place tells of itself. */
    public record DescriptionForm(
            @NotNull @Schema(
                    description =
                            "Si chacun peut le lire sans jeton : la fiche du lieu dans les fichiers ouverts, ses ateliers et ses tournées dans les"
                                    + " agendas ouverts, ceux des organisations accueillies aussi. / Whether everybody may read it without a token: the"
                                    + " place in the open files, its workshops and tours in the open calendars, those of its hosts too.",
                    examples = "true")
            Boolean published,

            @NotNull @Pattern(regexp = "[0-9]{14}|W[0-9]{9}") @Schema(
                    description = "Le SIRET ou le RNA du lieu. / The SIRET or the RNA of the place.",
                    examples = "73282932000074")
            String pivot,

            @NotNull @Valid AddressForm address,

            @Schema(
                    description =
                            "Le genre de lieu, par son code LaMednum. / The kind of place, by its code in LaMednum.",
                    examples = "TIERS_LIEUX")
            @Nullable PlaceType type,

            @Valid @Nullable ContactForm contact,

            @Size(min = 1, max = 500) @NoContact
            @Schema(
                    description =
                            "Les heures d'ouverture dans la syntaxe d'OpenStreetMap (opening_hours), lue à la lettre. / The opening hours in the syntax of"
                                    + " OpenStreetMap (opening_hours), read to the letter.",
                    examples = "Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00; PH off")
            @Nullable String openingHours,

            @Size(min = 1, max = 280) @NoContact
            @Schema(description = NOBODY, examples = "Un tiers-lieu où l'on apprend et répare.")
            @Nullable String summary,

            @Size(min = 1, max = 5000) @NoContact
            @Schema(
                    description = NOBODY,
                    examples = "Des ateliers, un espace en accès libre et un fablab, au cœur du quartier.")
            @Nullable String details,

            @Valid @Nullable OfferForm offer) {

        static @Nullable PlaceDescription of(@Nullable DescriptionForm form) {
            return form == null
                    ? null
                    : new PlaceDescription(
                            form.published(),
                            form.pivot(),
                            form.address().address(),
                            form.type(),
                            ContactForm.of(form.contact()),
                            form.openingHours(),
                            form.summary(),
                            form.details(),
                            OfferForm.of(form.offer()));
        }
    }

    /** Where the place is in its commune. */
    public record AddressForm(
            @NotBlank @Size(max = 200) @NoContact @Schema(description = NOBODY, examples = "12 rue du Port")
            String street,

            @NotNull @Pattern(regexp = "[0-9]{5}") @Schema(examples = "67100")
            String postalCode,

            @Size(min = 1, max = 200) @NoContact
            @Schema(description = NOBODY, examples = "Cour B, rez-de-chaussée")
            @Nullable String complement) {
        PlaceAddress address() {
            return new PlaceAddress(street, postalCode, complement);
        }
    }

    /** How the place is reached. */
    public record ContactForm(
            @Size(min = 1, max = 30) @FunctionalPhone
            @Schema(description = FunctionalPhone.DESCRIPTION, examples = "03 88 12 34 56")
            @Nullable String phone,

            @Email @Size(min = 3, max = 254) @FunctionalMailbox
            @Schema(description = FunctionalMailbox.DESCRIPTION, examples = "accueil@meinau.example.org")
            @Nullable String email,

            @Size(max = 500) @Pattern(regexp = URL) @Schema(description = "Son site. / Its site.", examples = "https://meinau.example.org")
            @Nullable String website,

            @Size(max = 500) @Pattern(regexp = URL) @Schema(
                    description = "Où l'on prend rendez-vous. / Where appointments are made.",
                    examples = "https://meinau.example.org/rendez-vous")
            @Nullable String bookingLink,

            @Size(max = 500) @Pattern(regexp = URL) @Schema(
                    description =
                            "Sa fiche d'accessibilité (Acceslibre). / What is told of its accessibility (Acceslibre).",
                    examples = "https://acceslibre.example.org/meinau")
            @Nullable String accessibilityLink) {
        static PlaceContact of(@Nullable ContactForm form) {
            return form == null
                    ? new PlaceContact(null, null, null, null, null)
                    : new PlaceContact(
                            form.phone(), form.email(), form.website(), form.bookingLink(), form.accessibilityLink());
        }
    }

    /** What the place does, for whom and how: the words of LaMednum and data·inclusion. */
    public record OfferForm(
            @Size(max = 9) @UniqueElements
            @Schema(
                    description = "Ce à quoi l'on aide. / What people are helped with.",
                    uniqueItems = true,
                    examples = "[\"EVERYDAY_TOOLS\", \"SOLIDARITY_PRICED_EQUIPMENT\"]")
            @Nullable List<@NotNull DigitalService> services,

            @Size(max = 13) @UniqueElements
            @Schema(
                    description =
                            "À qui le lieu s'adresse en particulier ; à tous s'il manque. / Whom the place is for in particular; everybody when absent.",
                    uniqueItems = true,
                    examples = "[\"YOUNG_PEOPLE\", \"SENIORS\"]")
            @Nullable List<@NotNull Audience> audiences,

            @Size(max = 7) @UniqueElements
            @Schema(
                    description = "Ce à quoi le lieu est préparé. / What the place is fitted for.",
                    uniqueItems = true,
                    examples = "[\"ILLITERACY\"]")
            @Nullable List<@NotNull SpecialCare> care,

            @Size(max = 3) @UniqueElements
            @Schema(description = "Ce que l'on paie. / What is paid.", uniqueItems = true, examples = "[\"FREE\"]")
            @Nullable List<@NotNull Fee> fees,

            @Size(max = 11) @UniqueElements
            @Schema(
                    description = "Les programmes nationaux. / The national programmes.",
                    uniqueItems = true,
                    examples = "[\"CONSEILLERS_NUMERIQUES\"]")
            @Nullable List<@NotNull NationalProgramme> programmes,

            @Size(max = 10) @UniqueElements
            @Schema(
                    description = "Les formations et les labels. / The trainings and labels.",
                    uniqueItems = true,
                    examples = "[\"FABRIQUES_DE_TERRITOIRE\"]")
            @Nullable List<@NotNull TrainingLabel> labels,

            @Size(max = 10) @UniqueElements
            @Schema(
                    description = "Ceux que la liste n'a pas, sans « | ». / Those that the list lacks, without \"|\".",
                    uniqueItems = true,
                    examples = "[\"Territoire inclusif, bronze\"]")
            @Nullable List<@NotNull @Size(min = 1, max = 100) @Pattern(regexp = "[^|]*") @NoContact String> otherLabels,

            @Size(max = 6) @UniqueElements
            @Schema(
                    description = "Comment l'on y vient. / How people come to it.",
                    uniqueItems = true,
                    examples = "[\"COME_IN\", \"TELEPHONE\"]")
            @Nullable List<@NotNull AccessMode> access,

            @Size(max = 4) @UniqueElements
            @Schema(
                    description = "Comment l'on y est aidé. / How people are helped there.",
                    uniqueItems = true,
                    examples = "[\"IN_A_WORKSHOP\"]")
            @Nullable List<@NotNull SupportMode> support) {
        static PlaceOffer of(@Nullable OfferForm form) {
            return form == null
                    ? new PlaceOffer(
                            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                            List.of())
                    : new PlaceOffer(
                            listed(form.services()),
                            listed(form.audiences()),
                            listed(form.care()),
                            listed(form.fees()),
                            listed(form.programmes()),
                            listed(form.labels()),
                            listed(form.otherLabels()),
                            listed(form.access()),
                            listed(form.support()));
        }

        private static <T> List<T> listed(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }
}
