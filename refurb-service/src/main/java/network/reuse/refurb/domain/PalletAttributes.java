package network.reuse.refurb.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a pallet.
 *
 * @param wasteCode one of {@link WasteCode#ALL}
 * @param territory where it is loaded
 * @param partnerRef the workshop's own reference
 */
public record PalletAttributes(
        UUID id,
        String code,
        UUID workshop,
        UUID ecoOrganism,
        String wasteCode,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {

    /** The organisations that may see it. */
    public Set<UUID> parties() {
        return Set.of(workshop, ecoOrganism);
    }
}
