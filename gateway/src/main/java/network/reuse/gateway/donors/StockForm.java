package network.reuse.gateway.donors;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A donor's decommissioned equipment on 1 January of a year. */
public record StockForm(
        @NotNull @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) @Schema(
                description = "L'année dont le 1er janvier est décrit. / The year of which 1 January is described.",
                examples = "2026")
        Integer year,

        @NotNull @Within(yearsBack = 10, yearsAhead = 1)
        @Schema(description = "Le jour du décompte. / The day of the count.", examples = "2026-01-15")
        LocalDate countedOn,

        @NotEmpty @Size(max = 2) @Schema(
                description = "Une ligne au plus par catégorie ; celle qui manque vaut zéro."
                        + " / One line of each category at most; one that is missing is zero.")
        List<@Valid @NotNull ReenCountForm> counts,

        @Size(min = 1, max = 500) @NoContact
        @Schema(
                description = "Pourquoi la déclaration d'avant est corrigée ; obligatoire dès la deuxième."
                        + " / Why the statement before is corrected; needed from the second on.",
                examples = "12 écrans retrouvés à l'inventaire")
        @Nullable String reason) {

    /** How many of a category there were, and how many the law leaves out. */
    public record ReenCountForm(
            @NotNull @Schema(examples = "SCREENS") ReenCategory category,

            @NotNull @Min(0) @Max(1_000_000) @Schema(
                    description = "Tous les biens mis au rebut en stock. / All decommissioned goods in stock.",
                    examples = "240")
            Integer decommissioned,

            @Min(0) @Max(1_000_000) @Schema(
                    description =
                            "Dont ceux de plus de dix ans à leur mise au rebut. / Of them, those older than ten years when decommissioned.",
                    examples = "12")
            @Nullable Integer olderThanTenYears,

            @Min(0) @Max(1_000_000) @Schema(description = "Dont ceux qui sont classifiés. / Of them, classified ones.", examples = "0")
            @Nullable Integer classified,

            @Min(0) @Max(1_000_000) @Schema(
                    description =
                            "Dont ceux de sécurité particulière. / Of them, those with special security requirements.",
                    examples = "3")
            @Nullable Integer specialSecurity) {}

    /** Refused where a category is there twice, or more is left out than there is. */
    List<ReenStock.ReenCount> stock() {
        List<Refusal.Fault> faults = new ArrayList<>();
        List<ReenStock.ReenCount> stock = new ArrayList<>();
        Set<ReenCategory> seen = EnumSet.noneOf(ReenCategory.class);
        for (int i = 0; i < counts.size(); i++) {
            ReenCountForm form = counts.get(i);
            int older = orZero(form.olderThanTenYears());
            int classified = orZero(form.classified());
            int special = orZero(form.specialSecurity());
            if (!seen.add(form.category())) {
                faults.add(new Refusal.Fault(
                        "/counts/" + i + "/category",
                        "category_twice",
                        "Cette catégorie figure deux fois.",
                        "This category is there twice."));
            } else if ((long) older + classified + special > form.decommissioned()) {
                faults.add(new Refusal.Fault(
                        "/counts/" + i + "/decommissioned",
                        "too_small",
                        "Les exclusions dépassent le stock.",
                        "More is left out than there is in stock."));
            } else {
                stock.add(new ReenStock.ReenCount(form.category(), form.decommissioned(), older, classified, special));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return stock;
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
