package network.reuse.allocation.domain;

import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about goods that a sponsor counts.
 *
 * @param sponsor whose stock they are in
 * @param name what they are called, as in the packs of the sponsor's programmes, such as a headset; case and blanks do not matter
 * @param territory the sponsor's seat
 */
public record GoodsAttributes(
        UUID id,
        UUID sponsor,
        String name,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {}
