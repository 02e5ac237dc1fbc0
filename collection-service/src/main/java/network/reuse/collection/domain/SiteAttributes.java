package network.reuse.collection.domain;

import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a site.
 *
 * @param territory the commune that it lies in, with its department and its region
 * @param partnerRef its owner's own reference
 */
public record SiteAttributes(
        UUID id,
        UUID owner,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {}
