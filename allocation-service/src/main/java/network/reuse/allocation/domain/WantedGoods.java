package network.reuse.allocation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which counted goods a caller asks for; what is null is not asked, and case and blanks of texts do not matter. */
public record WantedGoods(
        @Nullable String name,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
