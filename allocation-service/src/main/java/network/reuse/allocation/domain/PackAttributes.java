package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a pack once it is reserved.
 *
 * @param devices these very devices; none while it waits in the back-order
 * @param goods what is put aside with them of the goods that its sponsor counts
 * @param parties the sponsor and whoever asked
 * @param territory where it counts until it is handed over
 */
public record PackAttributes(
        UUID id,
        String code,
        UUID programmeId,
        UUID requestId,
        UUID sponsor,
        List<PackedDevice> devices,
        List<PackedGoods> goods,
        Basis basis,
        int priceCents,
        Set<UUID> parties,
        Territory territory,
        Environment env) {
    public PackAttributes {
        devices = List.copyOf(devices);
        goods = List.copyOf(goods);
        parties = Set.copyOf(parties);
    }

    /** The same, of these devices and goods. */
    PackAttributes of(List<PackedDevice> itsDevices, List<PackedGoods> itsGoods) {
        return new PackAttributes(
                id,
                code,
                programmeId,
                requestId,
                sponsor,
                itsDevices,
                itsGoods,
                basis,
                priceCents,
                parties,
                territory,
                env);
    }

    /** Its goods as a programme lists them. */
    public List<CountedGood> countedGoods() {
        return goods.stream()
                .map(one -> new CountedGood(one.name(), one.count()))
                .toList();
    }

    /** Its goods as events tell them; null when it has none. */
    @Nullable List<AllocationEvent.PackedGoods> toldGoods() {
        return goods.isEmpty()
                ? null
                : goods.stream()
                        .map(one -> new AllocationEvent.PackedGoods(one.goodsId(), one.name(), one.count()))
                        .toList();
    }

    List<UUID> deviceIds() {
        return devices.stream().map(PackedDevice::id).toList();
    }
}
