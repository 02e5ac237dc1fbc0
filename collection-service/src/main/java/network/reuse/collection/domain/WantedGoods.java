package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which goods are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedGoods(
        @Nullable GoodsStatus status,
        @Nullable String kind,
        @Nullable UUID donor,
        @Nullable UUID holder,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
