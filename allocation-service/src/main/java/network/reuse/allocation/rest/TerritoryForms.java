package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import network.reuse.allocation.application.territory.StateOfTerritory.Stated;
import network.reuse.allocation.domain.AreaKind;
import network.reuse.allocation.domain.TerritoryStatement.NeedIndicator;
import network.reuse.allocation.domain.TerritoryStatement.TerritoryLabel;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of statements about territories. */
final class TerritoryForms {
    private static final String ADDRESS = "https?://[A-Za-z0-9.-]+(/[!-~]*)?";

    private TerritoryForms() {}

    /** A territory by its code. */
    public record AreaForm(
            @NotNull @Schema(examples = "COMMUNE") AreaKind kind,

            @NotBlank @Size(max = 20) @Schema(
                    description =
                            "Code INSEE, SIREN d'une intercommunalité ou code d'un quartier prioritaire. / An INSEE code, the SIREN of a community of communes, or the code of a priority neighbourhood.",
                    examples = "59392")
            String code) {}

    /** A need of a territory in figures. */
    public record NeedIndicatorForm(
            @NotNull @Valid AreaForm area,

            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Habitants éloignés du numérique")
            String name,

            @NotNull @DecimalMin("-1000000000000") @DecimalMax("1000000000000") @Digits(integer = 13, fraction = 4) @Schema(examples = "18")
            BigDecimal value,

            @NotBlank @Size(max = 50) @NoContact @Schema(examples = "%")
            String unit,

            @NotNull @Min(1900) @Max(2200) @Schema(
                    description = "L'année que le chiffre décrit. / The year that the figure describes.",
                    examples = "2020")
            Integer year,

            @NotBlank @Size(max = 500) @Pattern(regexp = ADDRESS) @Schema(
                    description = "L'adresse où il est publié. / The address where it is published.",
                    examples = "https://www.example.org/diagnostic.pdf")
            String source) {
        Stated stated() {
            return new Stated(area.kind(), area.code(), new NeedIndicator(name, value, unit, year, source));
        }
    }

    /** An indicator in place of one that was wrong. */
    public record NeedIndicatorCorrection(
            @NotNull @Valid NeedIndicatorForm indicator,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Chiffre d'une autre année")
            String reason) {}

    /** A label that a territory holds. */
    public record TerritoryLabelForm(
            @NotNull @Valid AreaForm area,

            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Territoire inclusif")
            String name,

            @Size(min = 1, max = 50) @NoContact @Schema(examples = "Bronze") @Nullable String level,

            @NotNull @Within(yearsBack = 30, yearsAhead = 1)
            @Schema(
                    description = "Le jour où il a été attribué. / The day on which it was awarded.",
                    examples = "2022-11-15")
            LocalDate awardedOn,

            @NotBlank @Size(max = 200) @NoContact
            @Schema(description = "Qui l'attribue. / Who awards it.", examples = "WE TECH CARE")
            String issuer,

            @Size(min = 1, max = 500) @Pattern(regexp = ADDRESS) @Schema(
                    description = "L'adresse où il est publié. / The address where it is published.",
                    examples = "https://www.example.org/labels")
            @Nullable String source) {
        Stated stated() {
            return new Stated(area.kind(), area.code(), new TerritoryLabel(name, level, awardedOn, issuer, source));
        }
    }

    /** A label in place of one that was wrong. */
    public record TerritoryLabelCorrection(
            @NotNull @Valid TerritoryLabelForm label,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Niveau argent depuis")
            String reason) {}
}
