package network.reuse.refurb.application;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import network.reuse.refurb.domain.DriveReport;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.EvidenceStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of one drive, and what has become of it.
 *
 * @param sha256 of the file, in hexadecimal
 * @param why the code of why no medium was found for it; absent of what was recorded at once
 * @param deviceId where it was recorded
 * @param reason why it was dismissed
 */
public record EvidenceView(
        UUID id,
        EvidenceStatus status,
        String sha256,
        Told told,
        @Nullable String why,
        @Nullable UUID deviceId,
        @Nullable String reason,
        Instant foundAt,
        @Nullable Instant decidedAt) {

    /**
     * The file's own words.
     *
     * @param drive what it calls the drive
     * @param hostSerialNumber the machine in which it was erased; absent when it does not say
     */
    public record Told(
            String drive, String serialNumber, @Nullable String hostSerialNumber, Erasure erasure, Instant endedAt) {
        static Told of(EvidenceFile file, DriveReport drive) {
            return new Told(
                    drive.drive(),
                    drive.serialNumber(),
                    file.hostSerialNumber(),
                    Objects.requireNonNull(drive.run(), "what is kept has a run")
                            .shownBy(file.sha256()),
                    Objects.requireNonNull(drive.endedAt(), "a run has an end"));
        }
    }
}
