package network.reuse.allocation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Which statements about territories are looked for; what is null is not asked.
 *
 * @param standing true for those alone that nothing corrects
 */
public record WantedStatements(
        @Nullable AreaKind areaKind,
        @Nullable String areaCode,
        @Nullable Boolean standing) {}
