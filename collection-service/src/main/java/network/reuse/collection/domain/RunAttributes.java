package network.reuse.collection.domain;

import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a run.
 *
 * @param territory where its first lot was fetched when it was planned
 * @param partnerRef the carrier's own reference
 */
public record RunAttributes(
        UUID id,
        String code,
        UUID carrier,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {}
