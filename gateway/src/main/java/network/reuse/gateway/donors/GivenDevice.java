package network.reuse.gateway.donors;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.gateway.projection.Stage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A device that a donor gave, and what became of it; never a person.
 *
 * @param lot the lot it came in, with its code and its taker as far as they are known
 * @param givenAt when the lot left the donor; when the device was registered where that is not known
 * @param stage the stage it is in now, since {@code since}
 * @param erasure the lowest level of the storage media that it came with, of one that was taken out the level that it had then; absent while
 *     none is known
 * @param certificates where the certificates of erasure are read; absent while no medium is erased
 * @param reuse whether it is in use again
 * @param handedOver its newest hand-over or sale, as long as it stands
 */
public record GivenDevice(
        UUID id,
        @Schema(examples = "D-7Q4K2M") @Nullable String code,
        @Schema(examples = "LAPTOP") @Nullable DeviceCategory category,
        @Schema(examples = "Lenovo") @Nullable String manufacturer,
        @Schema(examples = "ThinkPad T480") @Nullable String model,
        @Schema(examples = "PF1ABCDE") @Nullable String serialNumber,
        @Nullable GivenLot lot,
        @Nullable Instant givenAt,
        @Schema(examples = "DELIVERED") @Nullable Stage stage,
        @Nullable Instant since,
        @Schema(examples = "CLEAR") @Nullable SanitisationLevel erasure,

        @Schema(examples = "/v1/refurb/devices/01980000-0000-7000-8000-000000000001/certificates") @Nullable String certificates,

        @Schema(examples = "JUSTIFIED") Reuse reuse,
        @Nullable HandedOver handedOver) {

    /** Whether its taker had committed itself to the lot that it came in. */
    boolean hasTaker() {
        return lot != null && lot.takenAt() != null;
    }

    /** Whether a device is in use again. */
    public enum Reuse {
        /** It was handed over or sold, and has not come back. */
        JUSTIFIED,
        /** It is on its way, in a workshop or in a stock. */
        PENDING,
        /** It was scrapped, whatever became of it since, or lost. */
        DROPPED;

        static Reuse of(@Nullable Stage stage, boolean isHandedOver) {
            if (isHandedOver) {
                return JUSTIFIED;
            }
            return switch (stage) {
                case SCRAPPED, PALLETISED, WITH_ECO_ORGANISM, TREATED, LOST -> DROPPED;
                case OFFERED,
                        AGREED,
                        COLLECTED,
                        REGISTERED,
                        RECEIVED,
                        TRIAGED,
                        READY,
                        DISPATCHED,
                        STOCKED,
                        RESERVED,
                        DELIVERED,
                        SOLD,
                        RETURNED,
                        ACCOMPANIED -> PENDING;
                case null -> PENDING;
            };
        }
    }

    /**
     * The lot that a device came in.
     *
     * @param taker the organisation that it was offered to
     * @param takenAt when that one committed itself to it
     */
    public record GivenLot(
            UUID id,
            @Schema(examples = "L-3F9K2A") @Nullable String code,
            @Nullable UUID taker,

            @Schema(examples = "Atelier Strasbourg") @Nullable String takerName,

            @Nullable Instant takenAt) {}

    /**
     * A hand-over or a sale.
     *
     * @param department where it took place, the finest that is said of it
     * @param programmeId absent where your organisation may not read it
     */
    public record HandedOver(
            @Schema(examples = "DELIVERED") Stage as,
            Instant at,
            @Schema(examples = "67") @Nullable String department,
            @Nullable UUID programmeId) {}
}
