package network.reuse.allocation.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent.Make;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop said of a device when it left.
 *
 * @param recipient the organisation that is to sign for it; its stock, once it has
 * @param parties the organisations that may see it
 * @param territory where it counts as long as nobody has it
 * @param epoch allocation's own: one more than the workshop's
 * @param shipmentRef the workshop's own reference of the shipment
 * @param erasure how far the data of its media is out of reach; null where its workshop did not tell, which counts as not at all
 * @param make what its maker calls it; null where its workshop did not tell
 */
public record DeviceAttributes(
        UUID id,
        String code,
        DeviceCategory category,
        Grade grade,
        UUID recipient,
        DonorKind donorKind,
        Set<UUID> parties,
        Territory territory,
        Environment env,
        int epoch,
        @Nullable String shipmentRef,
        @Nullable MediaErasure erasure,
        @Nullable Make make) {
    public DeviceAttributes {
        parties = Set.copyOf(parties);
    }

    /** The same, seen by one organisation more. */
    DeviceAttributes joinedBy(UUID party) {
        Set<UUID> seenBy = new HashSet<>(parties);
        seenBy.add(party);
        return new DeviceAttributes(
                id,
                code,
                category,
                grade,
                recipient,
                donorKind,
                seenBy,
                territory,
                env,
                epoch,
                shipmentRef,
                erasure,
                make);
    }

    /** The highest level that its data is out of reach by: the highest there is where no medium ever held any. */
    public SanitisationLevel level() {
        return erasure == null ? SanitisationLevel.NONE : erasure.reached();
    }
}
