package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.PriceCap.Piece;
import network.reuse.contracts.Refusal;

/** What one device of a pack costs its buyer. */
public record DevicePrice(UUID deviceId, int priceCents) {
    /**
     * These devices with these prices, in the order of the prices, or as they are when there is none; refused when each device is not
     * named once.
     */
    public static List<Piece> on(List<Piece> pieces, List<DevicePrice> prices) {
        if (prices.isEmpty()) {
            return pieces;
        }
        Map<UUID, Piece> left = new HashMap<>();
        for (Piece piece : pieces) {
            UUID device = piece.device();
            if (device != null) {
                left.put(device, piece);
            }
        }
        List<Piece> priced = new ArrayList<>();
        for (DevicePrice price : prices) {
            Piece piece = left.remove(price.deviceId());
            if (piece == null) {
                throw differ();
            }
            priced.add(new Piece(piece.device(), piece.category(), piece.donorKind(), price.priceCents()));
        }
        if (priced.size() != pieces.size()) {
            throw differ();
        }
        return priced;
    }

    /** The prices are not those of the devices, or make another sum. */
    public static Refusal differ() {
        return Refusal.invalid(
                "/prices",
                "prices_differ",
                "Les prix nomment chaque appareil une fois et font ensemble le prix.",
                "The prices name each device once, and together they make the price.");
    }
}
