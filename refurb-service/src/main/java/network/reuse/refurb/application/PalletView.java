package network.reuse.refurb.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.Pallet.Arrival;
import network.reuse.refurb.domain.Pallet.Departure;
import network.reuse.refurb.domain.PalletAttributes;
import network.reuse.refurb.domain.PalletStatus;
import org.jspecify.annotations.Nullable;

/**
 * A pallet of scrapped devices as its parties see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param devices what is on it; final since it departed
 * @param netGrams what the workshop weighed, without the pallet itself
 * @param receivedGrams what the eco-organism weighed
 * @param missing those of its devices that the eco-organism did not find on it
 * @param reason why it is cancelled
 */
public record PalletView(
        UUID id,
        String code,
        PalletStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID workshop,
        UUID ecoOrganism,
        String wasteCode,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        List<Line> devices,
        @Nullable Long grossGrams,
        @Nullable Long tareGrams,
        @Nullable Long netGrams,
        @Nullable String slipRef,
        @Nullable Long receivedGrams,
        @Nullable List<UUID> missing,
        @Nullable List<Treatment> treatments,
        @Nullable String reason,
        List<Pallet.Move> legal) {

    /** A device on the pallet. */
    public record Line(
            UUID deviceId,
            String code,
            DeviceCategory category,
            String manufacturer,
            String model,
            String serialNumber) {
        static Line of(Pallet.Item item) {
            return new Line(
                    item.deviceId(),
                    item.code(),
                    item.category(),
                    item.manufacturer(),
                    item.model(),
                    item.serialNumber());
        }
    }

    static PalletView of(Stored<Pallet> stored) {
        return switch (stored.state()) {
            case Pallet.Open _ -> view(stored, null, null, null, null);
            case Pallet.Cancelled cancelled -> view(stored, null, null, null, cancelled.reason());
            case Pallet.Departed departed -> view(stored, departed.departure(), null, null, null);
            case Pallet.Received received -> view(stored, received.departure(), received.arrival(), null, null);
            case Pallet.Treated treated ->
                view(stored, treated.departure(), treated.arrival(), treated.treatments(), null);
        };
    }

    private static PalletView view(
            Stored<Pallet> stored,
            @Nullable Departure departure,
            @Nullable Arrival arrival,
            @Nullable List<Treatment> treatments,
            @Nullable String reason) {
        Pallet pallet = stored.state();
        PalletAttributes attributes = pallet.attributes();
        return new PalletView(
                stored.id(),
                attributes.code(),
                pallet.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.workshop(),
                attributes.ecoOrganism(),
                attributes.wasteCode(),
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                pallet.items().stream().map(Line::of).toList(),
                departure == null ? null : (Long) departure.weight().gross(),
                departure == null ? null : (Long) departure.weight().tare(),
                departure == null ? null : (Long) departure.weight().net(),
                departure == null ? null : departure.slipRef(),
                arrival == null ? null : (Long) arrival.grams(),
                arrival == null ? null : arrival.missing(),
                treatments,
                reason,
                pallet.legal());
    }
}
