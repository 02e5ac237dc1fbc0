package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.request.DecideNearMatch;
import network.reuse.allocation.domain.NearMatchVerdict;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.people.Identification;
import network.reuse.defaults.people.IdentifyingField;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about what identifies a household, and about requests that look alike. */
final class IdentificationForms {
    /** What only resembles, and may be said of two households. */
    private static final Set<IdentifyingField> APPROXIMATE = EnumSet.of(
            IdentifyingField.FAMILY_NAME_CONSONANTS,
            IdentifyingField.GIVEN_NAME_CONSONANTS,
            IdentifyingField.GIVEN_NAME_INITIAL);

    /** What few have in common by chance. */
    private static final Set<IdentifyingField> ENOUGH_ALONE =
            EnumSet.of(IdentifyingField.PHONE, IdentifyingField.EMAIL);

    private IdentificationForms() {}

    /** Fields of a contact that say something together. */
    public record FieldSetForm(
            @NotEmpty @Size(max = 8) @UniqueElements
            @Schema(
                    description =
                            "Chacun dans une forme : noms en lettres sans accents, leurs consonnes, leur initiale ; téléphone en chiffres ; e-mail en minuscules. / Each in one form: names as letters without accents, their consonants, their initial; the telephone as digits; the e-mail in lower case.",
                    uniqueItems = true,
                    examples = "[\"FAMILY_NAME\",\"PHONE\"]")
            List<@NotNull IdentifyingField> fields) {
        Set<IdentifyingField> set() {
            return Set.copyOf(fields);
        }
    }

    /** By what the households of a programme's group are told apart. */
    public record IdentificationDeclaration(
            @NotEmpty @Size(max = 10) @Schema(
                    description =
                            "Ce qui reconnaît un foyer, du plus strict au moins strict : le premier ensemble dont tous les champs sont connus. / What a household is known by, the strictest first: the first set of which all fields are known.",
                    examples =
                            "[{\"fields\":[\"FAMILY_NAME\",\"PHONE\"]},{\"fields\":[\"FAMILY_NAME\",\"GIVEN_NAME\",\"BIRTH_YEAR\"]}]")
            List<@Valid @NotNull FieldSetForm> household,

            @Size(max = 10) @Schema(
                    description =
                            "Ce que deux demandes ont en commun pour qu'un humain regarde ; rien s'il manque. / What two requests have in common for a human to look; nothing when absent.",
                    examples = "[{\"fields\":[\"PHONE\"]},{\"fields\":[\"FAMILY_NAME_CONSONANTS\",\"BIRTH_YEAR\"]}]")
            @Nullable List<@Valid @NotNull FieldSetForm> near,

            @Schema(
                    description =
                            "Si une demande qui ressemble à une autre, plus ancienne ou déjà servie, n'est réservée qu'une fois décidée ; non s'il manque. / Whether a request that looks like another one, earlier or served already, is reserved for only once it is decided; false when absent.",
                    examples = "false")
            @Nullable Boolean nearMatchesWait,

            @Nullable Instant occurredAt) {
        /** What is declared; refuses what would take strangers for one household. */
        Identification identification() {
            List<Refusal.Fault> faults = new ArrayList<>();
            for (int i = 0; i < household.size(); i++) {
                if (!identifies(household.get(i).set())) {
                    faults.add(
                            new Refusal.Fault(
                                    "/household/" + i + "/fields",
                                    "cannot_identify",
                                    "Un foyer se reconnaît à un téléphone, à un e-mail ou à deux champs au moins, sans consonnes ni initiale.",
                                    "A household is known by a telephone, by an e-mail or by two fields at least, without consonants and initials."));
                }
            }
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
            return new Identification(sets(household), near == null ? List.of() : sets(near));
        }

        private static boolean identifies(Set<IdentifyingField> fields) {
            return fields.stream().noneMatch(APPROXIMATE::contains)
                    && (fields.size() > 1 || fields.stream().anyMatch(ENOUGH_ALONE::contains));
        }

        private static List<Set<IdentifyingField>> sets(List<FieldSetForm> forms) {
            return forms.stream().map(FieldSetForm::set).distinct().toList();
        }
    }

    /** What a human says of two requests that look alike. */
    public record NearMatchDecisionForm(
            @NotNull @Schema(description = "L'une des deux demandes. / One of the two requests.")
            UUID request,

            @NotNull @Schema(description = "L'autre. / The other.")
            UUID alike,

            @NotNull @Schema(
                    description =
                            "SAME_HOUSEHOLD : celle qui n'a pas de pack est refusée, la plus récente si aucune n'en a ; DIFFERENT : elles ne sont plus montrées. / SAME_HOUSEHOLD: the one without a pack is declined, the later if none has one; DIFFERENT: they are not shown again.",
                    examples = "DIFFERENT")
            NearMatchVerdict verdict,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(
                    description =
                            "Gardé scellé avec les deux personnes, dans le dossier de chacune, et oublié avec la première oubliée ; ne nommez personne ; une adresse e-mail ou un numéro de téléphone sont refusés. / Kept sealed with both people, in the file of each, and forgotten with the first who is forgotten; name nobody; an e-mail address or a telephone number is refused.",
                    examples = "Deux familles du même immeuble")
            String reason,

            @Nullable Instant occurredAt) {
        DecideNearMatch.Said said() {
            return new DecideNearMatch.Said(request, alike, verdict, reason);
        }
    }
}
