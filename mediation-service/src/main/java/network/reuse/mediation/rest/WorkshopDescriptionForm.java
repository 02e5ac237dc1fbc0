package network.reuse.mediation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.mediation.domain.Admission;
import network.reuse.mediation.domain.Admission.Rule;
import network.reuse.mediation.domain.Voucher;
import network.reuse.mediation.domain.WorkshopDescription;
import network.reuse.mediation.domain.WorkshopLevel;
import network.reuse.mediation.domain.WorkshopTheme;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** All that a workshop says of what it is about, what it costs and who may come. */
public record WorkshopDescriptionForm(
        @Size(max = 30) @UniqueElements
        @Schema(
                description = "Ses thèmes, ceux de La Coop. / Its themes, as La Coop has them.",
                examples = "[\"EMAIL\"]")
        @Nullable List<@NotNull WorkshopTheme> themes,

        @Schema(description = "Pour tous s'il manque. / For all when it is left out.", examples = "BEGINNER") @Nullable WorkshopLevel level,

        @Size(max = 20) @UniqueElements
        @Schema(
                description =
                        "Les langues où il se tient, par leur code ISO 639 (fsl : langue des signes française). / The languages in which it is held, by"
                                + " their codes of ISO 639 (fsl: French sign language).",
                examples = "[\"fr\"]")
        @Nullable List<@NotNull @Pattern(regexp = "[a-z]{2,3}") String> languages,

        @Min(0) @Max(100_000) @Schema(
                description =
                        "Ce que coûte une place, en centimes ; 0 : gratuit. / What a seat costs, in cents; 0: free.",
                examples = "500")
        @Nullable Integer priceCents,

        @UniqueElements
        @Size(max = 5) @Schema(description = "Ce qui la paie aussi. / What pays for it as well.", examples = "[\"PASS_NUMERIQUE\"]")
        @Nullable List<@NotNull Voucher> vouchers,

        @Valid @Schema(
                description =
                        "Qui peut prendre une place ; tous par défaut. / Who may take a seat; everybody by default.")
        @Nullable AdmissionForm admission) {

    /** Who may take a seat. */
    public record AdmissionForm(
            @NotNull @Schema(
                    description =
                            "OPEN : tous ; BY_INVITATION : par le lien reçu ; BY_PROGRAMME : les personnes de programmes. Qui tient l'atelier réserve pour"
                                    + " quiconque. / OPEN: everybody; BY_INVITATION: by the link that was sent; BY_PROGRAMME: people of programmes. Those who"
                                    + " hold the workshop book for anybody.",
                    examples = "OPEN")
            Rule rule,

            @Size(max = 50) @UniqueElements
            @Schema(
                    description =
                            "Les programmes, avec BY_PROGRAMME et alors seulement. / The programmes, with BY_PROGRAMME and only then.",
                    examples = "[]")
            @Nullable List<@NotNull UUID> programmes) {
        private Admission admission(String pointer) {
            List<UUID> admitted = programmes == null ? List.of() : programmes;
            if (rule == Rule.BY_PROGRAMME && admitted.isEmpty()) {
                throw Refusal.invalid(
                        pointer + "/programmes",
                        "programmes_missing",
                        "Nommez les programmes dont les personnes sont admises.",
                        "Name the programmes whose people are admitted.");
            }
            if (rule != Rule.BY_PROGRAMME && !admitted.isEmpty()) {
                throw Refusal.invalid(
                        pointer + "/programmes",
                        "programmes_not_asked",
                        "Des programmes ne se nomment qu'avec « BY_PROGRAMME ».",
                        "Programmes are named with \"BY_PROGRAMME\" alone.");
            }
            return new Admission(rule, admitted);
        }
    }

    /** French sign language, which has no code of two letters. */
    private static final String FRENCH_SIGN_LANGUAGE = "fsl";

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    /** The description; refuses, below that pointer, a language that is none and programmes that do not go with the rule. */
    WorkshopDescription description(String pointer) {
        List<String> said = languages == null ? List.of() : languages;
        for (int i = 0; i < said.size(); i++) {
            if (!LANGUAGES.contains(said.get(i)) && !FRENCH_SIGN_LANGUAGE.equals(said.get(i))) {
                throw Refusal.invalid(
                        pointer + "/languages/" + i,
                        "unknown_language",
                        "Un code de langue ISO 639-1 est attendu, par exemple « fr », ou « fsl ».",
                        "A code of a language by ISO 639-1 is expected, such as \"fr\", or \"fsl\".");
            }
        }
        return new WorkshopDescription(
                themes == null ? List.of() : themes,
                level,
                said,
                priceCents,
                vouchers == null ? List.of() : vouchers,
                admission == null ? Admission.OPEN : admission.admission(pointer + "/admission"));
    }
}
