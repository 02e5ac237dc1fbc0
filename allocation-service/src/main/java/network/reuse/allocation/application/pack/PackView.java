package network.reuse.allocation.application.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.DevicePrice;
import network.reuse.allocation.domain.KeptReservation;
import network.reuse.allocation.domain.MissingDevices;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Pack.BackOrdered;
import network.reuse.allocation.domain.Pack.Corrected;
import network.reuse.allocation.domain.Pack.Delivered;
import network.reuse.allocation.domain.Pack.Released;
import network.reuse.allocation.domain.Pack.Reserved;
import network.reuse.allocation.domain.Pack.Returned;
import network.reuse.allocation.domain.Pack.Sold;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.PackStatus;
import network.reuse.allocation.domain.PackedDevice;
import network.reuse.allocation.domain.PackedGoods;
import network.reuse.allocation.domain.Proof;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A pack as its sponsor and its referrer see it; nothing in it says who it is for.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param sponsorName as the register has it when it is read; not told in the answer to a command
 * @param goods what is put aside with its devices of the goods that its sponsor counts
 * @param rank its rank in the back-order of its programme, from 1 on, while it waits for devices
 * @param ahead how many wait before it there
 * @param missing what lacks of the devices of one pack while it waits, when its sponsor reads it alone; others may be waiting for them
 * @param expiresAt until when it is put aside, while it is, unless an appointment keeps it longer
 * @param kept the appointment that keeps it put aside past that, when it is read; not told in the answer to a command
 * @param sale how it was sold, if it was
 * @param reason why it is not handed over, came back, or was never gone
 * @param nearMatch true, in the answer to its reservation alone, as a warning that its request looks like another one of the group, and
 *     nobody has decided
 */
public record PackView(
        UUID id,
        String code,
        PackStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID programmeId,
        UUID requestId,
        UUID sponsor,
        @Nullable String sponsorName,
        List<PackedDevice> devices,
        List<PackedGoods> goods,
        Basis basis,
        Territory territory,
        @Nullable Integer rank,
        @Nullable Integer ahead,
        @Nullable List<MissingDevices> missing,
        @Nullable Instant expiresAt,
        @Nullable KeptReservation kept,
        @Nullable Sale sale,
        Environment env,
        @Nullable String reason,
        @Nullable Boolean nearMatch,
        List<Pack.Move> legal) {

    /**
     * A sale over a counter: its price in cents of euros, what was shown, the receipt's number and the rule kept.
     *
     * @param capCents what the legal caps of its devices made together; null when none had one
     * @param prices of each device, where they were stated
     */
    public record Sale(
            int priceCents,
            String currency,
            Proof proof,
            String receipt,
            String rule,
            int ruleVersion,
            @Nullable Integer capCents,
            List<DevicePrice> prices,
            @Nullable LocalDate soldOn) {
        static Sale of(Sold sold) {
            return new Sale(
                    sold.priceCents(),
                    "EUR",
                    sold.proof(),
                    sold.receipt(),
                    sold.rule(),
                    sold.ruleVersion(),
                    sold.capCents(),
                    sold.prices(),
                    sold.soldOn());
        }
    }

    public static PackView of(Stored<Pack> stored) {
        return of(stored, Map.of());
    }

    /** A pack that has just taken this rank. */
    static PackView of(Stored<Pack> stored, int rank) {
        return view(stored, Map.of(), rank, null, null, null, null, null);
    }

    static PackView of(Stored<Pack> stored, Map<UUID, String> names) {
        return of(stored, names, null, null, null);
    }

    /** A pack as it is read, with its rank and what lacks of it, or with the appointment that keeps it longest. */
    static PackView of(
            Stored<Pack> stored,
            Map<UUID, String> names,
            @Nullable Integer rank,
            @Nullable List<MissingDevices> missing,
            @Nullable KeptReservation keeping) {
        return switch (stored.state()) {
            case BackOrdered _ -> view(stored, names, rank, missing, null, null, null, null);
            case Reserved reserved ->
                view(stored, names, null, null, reserved.expiresAt(), reserved.keptBy(keeping), null, null);
            case Released released ->
                view(
                        stored,
                        names,
                        null,
                        null,
                        null,
                        null,
                        null,
                        released.reason().name());
            case Delivered _ -> view(stored, names, null, null, null, null, null, null);
            case Sold sold -> view(stored, names, null, null, null, null, Sale.of(sold), null);
            case Returned returned -> view(stored, names, null, null, null, null, null, returned.reason());
            case Corrected corrected -> view(stored, names, null, null, null, null, null, corrected.reason());
        };
    }

    private static PackView view(
            Stored<Pack> stored,
            Map<UUID, String> names,
            @Nullable Integer rank,
            @Nullable List<MissingDevices> missing,
            @Nullable Instant expiresAt,
            @Nullable KeptReservation kept,
            @Nullable Sale sale,
            @Nullable String reason) {
        Pack pack = stored.state();
        PackAttributes attributes = pack.attributes();
        return new PackView(
                stored.id(),
                attributes.code(),
                pack.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.programmeId(),
                attributes.requestId(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.devices(),
                attributes.goods(),
                attributes.basis(),
                pack.territory(),
                rank,
                rank == null ? null : rank - 1,
                missing,
                expiresAt,
                kept,
                sale,
                attributes.env(),
                reason,
                null,
                pack.legal());
    }

    /** The same, with the warning that its request looks like another one. */
    PackView ofNearMatch() {
        return new PackView(
                id,
                code,
                status,
                version,
                lastStepAt,
                createdAt,
                changedAt,
                programmeId,
                requestId,
                sponsor,
                sponsorName,
                devices,
                goods,
                basis,
                territory,
                rank,
                ahead,
                missing,
                expiresAt,
                kept,
                sale,
                env,
                reason,
                true,
                legal);
    }
}
