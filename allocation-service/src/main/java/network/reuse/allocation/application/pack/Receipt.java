package network.reuse.allocation.application.pack;

import java.time.Instant;
import java.time.LocalDate;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack.Sold;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says of a sale. It names who sold and not who bought.
 *
 * @param soldAt when the pack was sold, as long as it is; a sale keeps its day
 * @param returnedAt when it came back, if it did
 */
public record Receipt(
        Sold sale,
        String seller,
        @Nullable Instant soldAt,
        @Nullable Instant returnedAt) {
    /** The number of the receipt. */
    public String number() {
        return sale.receipt();
    }

    /** The day of the sale; null when it came back, and was sold before its day was kept. */
    public @Nullable LocalDate day() {
        if (sale.soldOn() != null) {
            return sale.soldOn();
        }
        return soldAt == null ? null : HandOverPlaces.day(soldAt);
    }
}
