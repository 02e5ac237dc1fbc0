package network.reuse.refurb.application;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import network.reuse.defaults.commit.StateCodec;
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
 * @param matchedBy why it was assigned to a medium of another number than the drive's that it names; absent when it was not
 * @param reason why it was dismissed
 */
public record EvidenceView(
        UUID id,
        EvidenceStatus status,
        String sha256,
        Told told,
        @Nullable String why,
        @Nullable UUID deviceId,
        @Nullable String matchedBy,
        @Nullable String reason,
        Instant foundAt,
        @Nullable Instant decidedAt) {

    /** The same, recorded on a medium of that device. */
    EvidenceView assigned(UUID device, @Nullable String by, Instant at) {
        return new EvidenceView(id, EvidenceStatus.RECORDED, sha256, told, why, device, by, null, foundAt, at);
    }

    /** The same, about nothing of its workshop's. */
    EvidenceView dismissed(String because, Instant at) {
        return new EvidenceView(id, EvidenceStatus.DISMISSED, sha256, told, why, null, null, because, foundAt, at);
    }

    /**
     * The file's own words, in their normal form.
     *
     * @param drive what it calls the drive
     * @param hostSerialNumber the machine in which it was erased; absent when it does not say
     */
    public record Told(
            String drive, String serialNumber, @Nullable String hostSerialNumber, Erasure erasure, Instant endedAt) {
        /** How it is kept. */
        static final StateCodec<Told> STORED = StateCodec.of(Told.class);

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
