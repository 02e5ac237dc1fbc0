package network.reuse.allocation.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation states of a territory, for everybody in the network to read and cite. It is never changed: one that was wrong is
 * corrected by another, and both stay.
 *
 * @param corrects the one that it replaces; null where it replaces none
 * @param reason why it does; null where it replaces none
 * @param correctedBy the one that replaces it; null while it stands
 */
public record TerritoryStatement(
        UUID id,
        Area area,
        Fact fact,
        UUID statedBy,
        Environment env,
        Instant statedAt,
        @Nullable UUID corrects,
        @Nullable String reason,
        @Nullable UUID correctedBy) {

    /** What is stated: a need in figures, or a label. */
    public sealed interface Fact {}

    /**
     * A need in figures, such as 18 % of the inhabitants in 2020.
     *
     * @param source the address where it is published
     */
    public record NeedIndicator(String name, BigDecimal value, String unit, int year, String source) implements Fact {}

    /**
     * A label that the territory holds.
     *
     * @param level such as bronze; null where the label has none
     * @param awardedOn since when
     * @param source the address where it is published; null where none is known
     */
    public record TerritoryLabel(
            String name,
            @Nullable String level,
            LocalDate awardedOn,
            String issuer,
            @Nullable String source) implements Fact {}

    /** Refuses a correction by whoever did not state it, and a second one. */
    public void requireCorrectable(UUID by) {
        if (!statedBy.equals(by)) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "L'organisation qui l'a énoncé le corrige.",
                    "The organisation that stated it corrects it.");
        }
        if (correctedBy != null) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "already_corrected",
                            "Un autre énoncé l'a déjà corrigé ; corrigez celui-là.",
                            "Another statement corrects it already; correct that one.")
                    .with(Map.of("correctedBy", correctedBy));
        }
    }
}
