package network.reuse.refurb.application;

import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.files.StoredFile;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The document of a pallet's slip as the pallet's parties see it.
 *
 * @param addedBy the organisation that sent it
 * @param sha256 of its bytes, in hexadecimal digits; the event that tells of it names it as well
 * @param occurredAt when it was made out, as its sender says
 */
public record PalletSlipView(
        UUID id,
        UUID palletId,
        UUID addedBy,
        @Schema(examples = "application/pdf") String mediaType,
        long bytes,
        String sha256,
        Instant occurredAt,
        Instant createdAt) {
    static PalletSlipView of(StoredFile file) {
        return new PalletSlipView(
                file.id(),
                file.aboutId(),
                file.owner(),
                file.type().mediaType(),
                file.bytes(),
                file.sha256(),
                file.occurredAt(),
                file.createdAt());
    }
}
