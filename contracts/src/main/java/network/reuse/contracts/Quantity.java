package network.reuse.contracts;

import java.util.Objects;

/** So many devices of one category, before they are told apart. */
public record Quantity(DeviceCategory category, int count) {
    public Quantity {
        Objects.requireNonNull(category);
        if (count < 0) {
            throw new IllegalArgumentException("a quantity is not negative: " + count);
        }
    }
}
