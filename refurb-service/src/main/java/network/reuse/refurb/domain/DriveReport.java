package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SerialNumber;
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

    /** What a file says of its drives. Of those that share a serial number nobody knows which is which: none of them is told of. */
    public static List<DriveReport> apart(List<DriveReport> all) {
        Map<String, Long> bearers = all.stream()
                .collect(
                        Collectors.groupingBy(drive -> SerialNumber.form(drive.serialNumber()), Collectors.counting()));
        return all.stream()
                .map(drive -> drive.serialNumber().isEmpty()
                                || bearers.getOrDefault(SerialNumber.form(drive.serialNumber()), 0L) == 1
                        ? drive
                        : without(
                                drive.drive(),
                                drive.serialNumber(),
                                new Refusal.Fault(
                                        "",
                                        "drives_share_serial_number",
                                        "Plusieurs disques du fichier portent le numéro " + drive.serialNumber()
                                                + " : on ne sait pas duquel il parle.",
                                        "Several drives in the file bear the number " + drive.serialNumber()
                                                + ": nobody knows of which one it tells.")))
                .toList();
    }

    static DriveReport without(String drive, String serialNumber, Refusal.Fault why) {
        return new DriveReport(drive, serialNumber, null, null, why);
    }
}
