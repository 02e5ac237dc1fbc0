package network.reuse.refurb.application;

import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.files.StoredFile;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A photo of a device as those see it who may.
 *
 * @param sha256 of its bytes, in hexadecimal digits; the event that tells of it names it as well
 * @param occurredAt when it was taken, as its sender says
 */
public record PhotoView(
        UUID id,
        UUID deviceId,
        @Schema(examples = "image/jpeg") String mediaType,
        long bytes,
        String sha256,
        Instant occurredAt,
        Instant createdAt) {
    static PhotoView of(StoredFile file) {
        return new PhotoView(
                file.id(),
                file.aboutId(),
                file.type().mediaType(),
                file.bytes(),
                file.sha256(),
                file.occurredAt(),
                file.createdAt());
    }
}
