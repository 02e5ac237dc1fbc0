package network.reuse.allocation.domain;

import java.util.List;
import network.reuse.allocation.domain.PriceCap.Piece;
import org.jspecify.annotations.Nullable;

/**
 * A sale over a counter, as it is recorded.
 *
 * @param prices of each device, which make the price; none where the pack has one price
 * @param proof what was shown
 */
public record Selling(int priceCents, List<DevicePrice> prices, Proof proof) {
    public Selling {
        prices = List.copyOf(prices);
    }

    /** Holds the price to a rule; what the caps of the devices make together, null when none has one. */
    @Nullable Integer requireLegal(PriceCap rule, List<DeviceAttributes> devices) {
        List<Piece> pieces = DevicePrice.on(devices.stream().map(Piece::of).toList(), prices);
        if (!prices.isEmpty()
                && prices.stream().mapToLong(DevicePrice::priceCents).sum() != priceCents) {
            throw DevicePrice.differ();
        }
        return rule.require(priceCents, pieces, "/prices");
    }
}
