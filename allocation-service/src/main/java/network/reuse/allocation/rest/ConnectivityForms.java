package network.reuse.allocation.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.connectivity.OfferConnectivity;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.contracts.ConnectivityKind;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about connectivity offers and their lines. */
final class ConnectivityForms {
    private ConnectivityForms() {}

    /** So many lines on the same terms. */
    public record ConnectivityOfferTerms(
            @NotBlank @Size(max = 200) @NoContact
            @Schema(
                    description = "Comment l'offre s'appelle. / What the offer is called.",
                    examples = "Internet solidaire")
            String title,

            @NotNull @Schema(examples = "MOBILE_DATA") ConnectivityKind kind,

            @Positive @Max(100_000_000) @Schema(
                    description =
                            "Les données d'un mois, en mégaoctets ; sans limite s'il manque. / The data of a month, in megabytes; without a limit when absent.",
                    examples = "20480")
            @Nullable Integer dataMegabytes,

            @NotNull @Positive @Max(120) @Schema(description = "Combien de mois une ligne dure. / How many months a line is there.", examples = "6")
            Integer months,

            @NotNull @PositiveOrZero @Max(100_000) @Schema(
                    description =
                            "Ce qu'un mois coûte à la personne, en centimes d'euro ; 0 s'il ne coûte rien. / What a month costs the person, in euro cents; 0 when it costs nothing.",
                    examples = "200")
            Integer monthlyPriceCents,

            @NotNull @Positive @Max(ConnectivityOffer.MOST) @Schema(description = "Combien de lignes il y a. / How many lines there are.", examples = "100")
            Integer lines,

            @Size(max = 110) @UniqueElements
            @Schema(
                    description =
                            "Les départements où vit qui peut en avoir une ; partout s'il manque. / The departments where whoever may have one lives; anywhere when absent.",
                    uniqueItems = true,
                    examples = "[\"67\"]")
            @Nullable List<@NotBlank String> departments,

            @Size(max = 6) @UniqueElements
            @Schema(
                    description =
                            "Ce que la demande doit avoir rempli de ce que son programme demande ; rien s'il manque. Aucune autre donnée n'est demandée. / What the request has to have passed of what its programme asks; nothing when absent. No further data is asked for.",
                    uniqueItems = true,
                    examples = "[\"STUDENT\"]")
            @Nullable List<@NotNull CriterionKind> criteria,

            @NotNull @Size(min = 1, max = 500) @UniqueElements
            @Schema(
                    description =
                            "Les organisations qui voient l'offre et demandent ses lignes pour leurs demandes. / The organisations that see the offer and ask for its lines for their requests.",
                    uniqueItems = true,
                    examples = "[\"01900000-0000-7000-8000-000000000009\"]")
            List<@NotNull UUID> askers,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(
                    description =
                            "Le premier jour où une ligne se demande. / The first day on which a line is asked for.",
                    examples = "2026-09-01")
            LocalDate from,

            @NotNull @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(description = "Le dernier jour. / The last day.", examples = "2027-08-31")
            LocalDate until,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description = "Code INSEE de la commune de l'opérateur. / INSEE code of the provider's commune.",
                    examples = "44109")
            String commune,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "La référence de l'opérateur. / The provider's own reference.",
                    examples = "SOLIDAIRE-2026")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        OfferConnectivity.Terms terms() {
            return new OfferConnectivity.Terms(
                    title,
                    kind,
                    dataMegabytes,
                    months,
                    monthlyPriceCents,
                    lines,
                    departments == null ? Set.of() : Set.copyOf(departments),
                    Objects.requireNonNullElse(criteria, List.of()),
                    Set.copyOf(askers),
                    from,
                    until,
                    commune,
                    partnerRef);
        }
    }

    /** Another number of lines. */
    public record ConnectivityOfferAmendment(
            @NotNull @Positive @Max(ConnectivityOffer.MOST) @Schema(
                    description =
                            "Combien de lignes il y a désormais, celles qui sont prises comprises. / How many lines there are from now on, those that are taken among them.",
                    examples = "150")
            Integer lines,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Cinquante lignes de plus")
            String reason,

            @Nullable Instant occurredAt) {}

    /** A line for whoever a request is for. */
    public record ConnectivityLineWish(
            @NotNull @Schema(description = "L'offre dont la ligne est demandée. / The offer of which the line is asked for.")
            UUID offer,

            @Nullable Instant occurredAt) {}

    /** Something that just happened. */
    public record ConnectivityLineStep(@Nullable Instant occurredAt) {}

    /** Why there is no line, for good. */
    public record ConnectivityLineRefusal(
            @NotNull @Schema(examples = "NOT_ELIGIBLE") LineRefusal reason,

            @Nullable Instant occurredAt) {}

    /** What has to be put right before a line is activated. */
    public record ConnectivityLineFailure(
            @NotNull @Schema(examples = "NO_MATCH_FOR_NUMBER")
            LineFailure reason,

            @Nullable Instant occurredAt) {}
}
