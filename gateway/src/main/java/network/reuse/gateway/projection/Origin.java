package network.reuse.gateway.projection;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a device comes from: its donor, or whoever sold it, and the region where it was registered.
 *
 * @param lot the lot it was offered in; null where it was registered before lots were kept
 * @param boughtNew whether it was bought new, which is no reuse
 */
record Origin(UUID donor, @Nullable UUID lot, String region, boolean boughtNew) {}
