package network.reuse.allocation.application.territory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Area;
import network.reuse.allocation.domain.TerritoryStatement;
import network.reuse.allocation.domain.TerritoryStatement.NeedIndicator;
import network.reuse.contracts.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A need of a territory in figures, as everybody in the network reads it.
 *
 * @param source the address where it is published
 * @param corrects the one that it replaces
 * @param reason why it does
 * @param correctedBy the one that replaces it; absent while it stands
 */
public record NeedIndicatorView(
        UUID id,
        Area area,
        String name,
        BigDecimal value,
        String unit,
        int year,
        String source,
        UUID statedBy,
        Instant statedAt,
        Environment env,
        @Nullable UUID corrects,
        @Nullable String reason,
        @Nullable UUID correctedBy) {
    static NeedIndicatorView of(TerritoryStatement statement, NeedIndicator indicator) {
        return new NeedIndicatorView(
                statement.id(),
                statement.area(),
                indicator.name(),
                indicator.value(),
                indicator.unit(),
                indicator.year(),
                indicator.source(),
                statement.statedBy(),
                statement.statedAt(),
                statement.env(),
                statement.corrects(),
                statement.reason(),
                statement.correctedBy());
    }
}
