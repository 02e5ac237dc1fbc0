package network.reuse.allocation.application.territory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import network.reuse.allocation.domain.Area;
import network.reuse.allocation.domain.TerritoryStatement;
import network.reuse.allocation.domain.TerritoryStatement.TerritoryLabel;
import network.reuse.contracts.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A label that a territory holds, as everybody in the network reads it.
 *
 * @param level absent where the label has none
 * @param awardedOn since when
 * @param source the address where it is published, if one is known
 * @param corrects the one that it replaces
 * @param reason why it does
 * @param correctedBy the one that replaces it; absent while it stands
 */
public record TerritoryLabelView(
        UUID id,
        Area area,
        String name,
        @Nullable String level,
        LocalDate awardedOn,
        String issuer,
        @Nullable String source,
        UUID statedBy,
        Instant statedAt,
        Environment env,
        @Nullable UUID corrects,
        @Nullable String reason,
        @Nullable UUID correctedBy) {
    static TerritoryLabelView of(TerritoryStatement statement, TerritoryLabel label) {
        return new TerritoryLabelView(
                statement.id(),
                statement.area(),
                label.name(),
                label.level(),
                label.awardedOn(),
                label.issuer(),
                label.source(),
                statement.statedBy(),
                statement.statedAt(),
                statement.env(),
                statement.corrects(),
                statement.reason(),
                statement.correctedBy());
    }
}
