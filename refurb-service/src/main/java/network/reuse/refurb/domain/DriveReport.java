package network.reuse.refurb.domain;

import java.time.Instant;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a file of evidence says of one drive.
 *
 * @param drive what the file calls it, such as {@code /dev/sda}
 * @param serialNumber as the drive tells it; empty when it tells none
 * @param run the erasure; null when the file tells of none that can be recorded
 * @param endedAt when it ended; null as {@code run} is
 * @param fault why there is no run; null when there is one
 */
public record DriveReport(
        String drive,
        String serialNumber,
        @Nullable Erasure run,
        @Nullable Instant endedAt,
        Refusal.@Nullable Fault fault) {

    /** One whose erasure is told. */
    public static DriveReport of(String drive, String serialNumber, Erasure run, Instant endedAt) {
        return new DriveReport(drive, serialNumber, run, endedAt, null);
    }

    static DriveReport without(String drive, String serialNumber, Refusal.Fault why) {
        return new DriveReport(drive, serialNumber, null, null, why);
    }
}
