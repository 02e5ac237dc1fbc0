package network.reuse.refurb.application;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.refurb.domain.DriveReport;
import org.jspecify.annotations.Nullable;

/**
 * A file that a tool left about erasures, as it was read. Its name is kept nowhere: it may tell of somebody.
 *
 * @param sha256 of its bytes, in hexadecimal
 * @param received its bytes; null when it cannot be read
 * @param hostSerialNumber the machine in which the drives were erased; null when the file does not tell it
 * @param drives what it says of each; empty when it cannot be read
 * @param fault why it cannot be read; null when it can
 */
public record EvidenceFile(
        String sha256,
        @Nullable ReceivedFile received,
        @Nullable String hostSerialNumber,
        List<DriveReport> drives,
        Refusal.@Nullable Fault fault) {
    public EvidenceFile {
        drives = List.copyOf(drives);
    }

    /** When the last of its runs ended; null when it tells of none. */
    @Nullable Instant endedAt() {
        return drives.stream()
                .flatMap(drive -> Stream.ofNullable(drive.endedAt()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
