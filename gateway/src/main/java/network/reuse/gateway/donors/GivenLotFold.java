package network.reuse.gateway.donors;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import org.jspecify.annotations.Nullable;

/** What a donor sees of a lot while its steps are read in their order. */
final class GivenLotFold {
    private final Map<DeviceCategory, Integer> collected = new EnumMap<>(DeviceCategory.class);
    private @Nullable String code;
    private @Nullable UUID recipient;
    private @Nullable Instant acceptedAt;
    private @Nullable Instant leftAt;

    /** Reads the next step, null when this version does not know its type. */
    void after(@Nullable Object event, Instant at) {
        switch (event) {
            case CollectionEvent.LotOffered e -> {
                code = e.code();
                recipient = e.recipient();
            }
            case CollectionEvent.LotAccepted _ -> acceptedAt = at;
            case CollectionEvent.LotCollected e -> left(e.quantities(), at);
            case CollectionEvent.LotTakenOver e -> left(e.quantities(), at);
            case CollectionEvent.LotCorrected e -> count(e.now());
            case CollectionEvent.DiscrepancySettled e -> collected.put(e.category(), e.collectedNow());
            case null, default -> {}
        }
    }

    private void left(List<Quantity> quantities, Instant at) {
        leftAt = at;
        count(quantities);
    }

    private void count(List<Quantity> quantities) {
        collected.clear();
        quantities.forEach(quantity -> collected.merge(quantity.category(), quantity.count(), Integer::sum));
    }

    @Nullable String code() {
        return code;
    }

    @Nullable UUID recipient() {
        return recipient;
    }

    /** When the recipient committed itself to it; null as long as it has not. */
    @Nullable Instant acceptedAt() {
        return acceptedAt;
    }

    /** When it left the donor; null as long as it has not. */
    @Nullable Instant leftAt() {
        return leftAt;
    }

    /** What counts as collected; nothing as long as it has not left. */
    List<Quantity> collected() {
        return leftAt == null
                ? List.of()
                : collected.entrySet().stream()
                        .map(entry -> new Quantity(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
