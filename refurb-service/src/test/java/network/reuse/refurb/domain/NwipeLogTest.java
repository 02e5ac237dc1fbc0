package network.reuse.refurb.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import org.junit.jupiter.api.Test;

class NwipeLogTest {
    private static final long BYTES = 256_060_514_304L;

    @Test
    void aFillWithZerosOfAnNvmeWithoutErrorsIsClearAndNotPurge() {
        NwipeLog log = read(LOG);

        assertThat(log.host()).isEqualTo("HOST-77");
        DriveReport drive = log.drives(ZoneOffset.UTC).getFirst();
        assertThat(drive.serialNumber()).isEqualTo("NV-1");
        assertThat(drive.endedAt()).isEqualTo(Instant.parse("2026-10-05T09:30:00Z"));
        Erasure run = run(drive);
        assertThat(run.method()).isEqualTo(ErasureMethod.OVERWRITE);
        assertThat(run.tool()).isEqualTo("ShredOS v2024.11_27_x86-64_0.38");
        assertThat(ErasurePolicy.level(MediumKind.NVME, BYTES, run)).isEqualTo(SanitisationLevel.CLEAR);
    }

    @Test
    void oneErrorOfVerificationLeavesNothing() {
        String failed = LOG.replace("                    0 |", "                    1 |")
                .replace("| Erased |", "|-FAILED-|");

        assertThat(level(failed)).isEqualTo(SanitisationLevel.NONE);
    }

    @Test
    void fewerBytesThanTheDriveHoldsLeaveNothingWhateverTheTableSays() {
        assertThat(level(LOG.replace(BYTES + " bytes written", (BYTES - 512) + " bytes written")))
                .isEqualTo(SanitisationLevel.NONE);
        assertThat(run(read(LOG.replace(BYTES + " bytes written", (BYTES - 512) + " bytes written"))
                                .drives(ZoneOffset.UTC)
                                .getFirst())
                        .outcome())
                .isEqualTo(Erasure.Outcome.ABORTED);
    }

    @Test
    void whatWasNotReadBackOrWasAbortedOrHidesSectorsLeavesNothing() {
        assertThat(level(LOG.replaceAll("(?m)^.*Verified pass.*\\n", ""))).isEqualTo(SanitisationLevel.NONE);
        assertThat(level(LOG.replace("| Erased |", "|UABORTED|"))).isEqualTo(SanitisationLevel.NONE);
        assertThat(level(LOG.replace(
                        "Invoking method",
                        "*** HIDDEN SECTORS DETECTED ! *** on /dev/nvme0n1\n" + STAMP + "Invoking method")))
                .isEqualTo(SanitisationLevel.NONE);
    }

    @Test
    void aDriveThatWasReadBackBehindItsFinalBlankPassIsErased() {
        String read = "Verified pass 1 of 1, round 1 of 1, on '/dev/nvme0n1'.";
        String blanked = BYTES + " bytes written to /dev/nvme0n1\n[2026/10/05 09:30:00]  notice: ";
        assertThat(level(LOG.replace(read, blanked + "[SUCCESS] Verified that /dev/nvme0n1 is empty.")))
                .isEqualTo(SanitisationLevel.CLEAR);
        assertThat(level(LOG.replace(read, blanked + "[SUCCESS] Verified FRP on '/dev/nvme0n1' matches")))
                .isEqualTo(SanitisationLevel.CLEAR);
        assertThat(level(LOG.replace(read, blanked + "[FAILURE] /dev/nvme0n1 has not been blanked!")))
                .isEqualTo(SanitisationLevel.NONE);
    }

    @Test
    void sectorsThatOneDriveHidesSayNothingOfAnother() {
        assertThat(level(LOG.replace(
                        "Invoking method",
                        "*** HIDDEN SECTORS DETECTED ! *** on /dev/sdb\n" + STAMP + "Invoking method")))
                .isEqualTo(SanitisationLevel.CLEAR);
        assertThat(level(LOG.replace(
                        "Invoking method", "*** HIDDEN SECTORS DETECTED ! ***\n" + STAMP + "Invoking method")))
                .isEqualTo(SanitisationLevel.NONE);
    }

    @Test
    void aLineOfBlanksIsNoBurden() {
        String blanks = STAMP + "Found /dev/sda," + " ".repeat(4_000) + "\n";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(blanks.repeat(2_000)));
    }

    @Test
    void aDriveThatWasFoundButIsNotInTheSummaryIsAProblem() {
        List<DriveReport> drives = read(STAMP + "Found /dev/sdb,  ATA, WDC, 320 GB, S/N=WD-9\n" + LOG)
                .drives(ZoneOffset.UTC);

        assertThat(drives).hasSize(2);
        DriveReport lost = drives.getFirst();
        assertThat(lost.run()).isNull();
        assertThat(fault(lost)).isEqualTo("drive_not_in_summary");
        assertThat(drives.get(1).run()).isNotNull();
    }

    @Test
    void aLogThatWasCutOffAndWhatIsNoLogAreRefusedEachByItsName() {
        String cut = LOG.substring(0, LOG.indexOf("****"));
        assertThatThrownBy(() -> read(cut).drives(ZoneOffset.UTC)).satisfies(why -> named(why, "log_truncated"));
        assertThatThrownBy(
                        () -> read(LOG.substring(0, LOG.indexOf("nvme0n1 |"))).drives(ZoneOffset.UTC))
                .satisfies(why -> named(why, "log_truncated"));
        assertThatThrownBy(() -> read("Bonjour").drives(ZoneOffset.UTC))
                .satisfies(why -> named(why, "evidence_unreadable"));
        assertThatThrownBy(() -> read("x".repeat(5_000))).satisfies(why -> named(why, "evidence_unreadable"));
    }

    @Test
    void aLogIsWholeWhenBothTablesAre() {
        String table = LOG.substring(LOG.indexOf("********************************* Drive Status"));
        assertThatThrownBy(() -> read(LOG.replace(table, "")).drives(ZoneOffset.UTC))
                .satisfies(why -> named(why, "log_truncated"));
        String rows = LOG.substring(0, LOG.indexOf("| Example NVMe/NV-1") + 5);
        assertThatThrownBy(() -> read(rows).drives(ZoneOffset.UTC)).satisfies(why -> named(why, "log_truncated"));
        assertThat(fault(read(STAMP + "Found /dev/sdb,  ATA, WDC, 320 GB, S/N=WD-9\n"
                                + LOG.replace(
                                        "   nvme0n1 |           0",
                                        "   sdb |   0 |   0 |   0\n   nvme0n1 |           0"))
                        .drives(ZoneOffset.UTC)
                        .getFirst()))
                .isEqualTo("drive_not_in_summary");
    }

    @Test
    void sessionsThatWereWrittenOneBehindTheOtherAreNotReadAsOne() {
        String cut = LOG.substring(0, LOG.indexOf("****"));
        for (String both : List.of(LOG + LOG, cut + LOG, LOG + cut, LOG + LOG.replace("nvme0n1", "sda"))) {
            assertThatThrownBy(() -> read(both).drives(ZoneOffset.UTC))
                    .satisfies(why -> named(why, "several_sessions"));
        }
    }

    @Test
    void whatFirmwareTellsIsBroughtIntoTheFormInWhichTextsAreKept() {
        DriveReport drive = read(LOG.replace("S/N=NV-1", "S/N= NV\u200b-1\u00a0\u0007 X\ud800")
                        .replace("banner   = ShredOS", "banner   = Shred\u0000OS\t \ufeff"))
                .drives(ZoneOffset.UTC)
                .getFirst();

        assertThat(drive.serialNumber()).isEqualTo("NV-1 X");
        assertThat(run(drive).tool()).isEqualTo("ShredOS v2024.11_27_x86-64_0.38");
        String long200 = read(LOG.replace("S/N=NV-1", "S/N=" + "x".repeat(199) + " \ud83d\ude00"))
                .drives(ZoneOffset.UTC)
                .getFirst()
                .serialNumber();
        assertThat(long200)
                .hasSize(199)
                .satisfies(text -> assertThat(NormalForm.holds(text)).isTrue());
    }

    @Test
    void numbersThatNoDriveReachesAreNotTakenForMore() {
        Erasure run = run(read(LOG.replace(BYTES + " bytes written", "999999999999999999 bytes written")
                        .replace("|                    0 |", "|   999999999999999999 |"))
                .drives(ZoneOffset.UTC)
                .getFirst());

        assertThat(run.bytesErased()).isEqualTo(Erasure.MOST_BYTES);
        assertThat(run.errors()).isEqualTo(Erasure.MOST_ERRORS);
    }

    @Test
    void ofDrivesThatShareANumberNoneIsTold() {
        List<DriveReport> drives = DriveReport.apart(List.of(
                DriveReport.of("/dev/sda", "WD-1", Devices.overwritten(), Devices.AT),
                DriveReport.of("/dev/sdb", "WD-2", Devices.overwritten(), Devices.AT),
                DriveReport.of("/dev/sdc", "wd - 1", Devices.aborted(), Devices.AT)));

        assertThat(drives)
                .extracting(NwipeLogTest::fault)
                .containsExactly("drives_share_serial_number", "none", "drives_share_serial_number");
    }

    @Test
    void aMethodThatOnlyReadsErasesNothing() {
        assertThat(fault(read(LOG.replace("method   = Fill With Zeros", "method   = Verify Zeros (0x00)"))
                        .drives(ZoneOffset.UTC)
                        .getFirst()))
                .isEqualTo("nothing_erased");
    }

    @Test
    void timesAreThoseOfTheZoneThatIsTold() {
        assertThat(read(LOG).drives(ZoneId.of("Europe/Paris")).getFirst().endedAt())
                .isEqualTo(Instant.parse("2026-10-05T07:30:00Z"));
    }

    private static NwipeLog read(String text) {
        NwipeLog log = new NwipeLog();
        text.lines().forEach(log::line);
        return log;
    }

    private static SanitisationLevel level(String text) {
        return ErasurePolicy.level(
                MediumKind.HDD, BYTES, run(read(text).drives(ZoneOffset.UTC).getFirst()));
    }

    private static Erasure run(DriveReport drive) {
        Erasure run = drive.run();
        if (run == null) {
            throw new AssertionError(drive.toString());
        }
        return run;
    }

    private static String fault(DriveReport drive) {
        Refusal.Fault fault = drive.fault();
        return fault == null ? "none" : fault.code();
    }

    private static void named(Throwable why, String code) {
        assertThat(((Refusal) why).faults()).extracting(Refusal.Fault::code).containsExactly(code);
    }

    private static final String STAMP = "[2026/10/05 08:00:00]  notice: ";

    private static final String LOG = """
            [2026/10/05 08:00:00]  notice: Found /dev/nvme0n1, NVME, Example NVMe 256GB, 256 GB, S/N=NV-1
            [2026/10/05 08:00:00]    info: Automatically enumerated 1 devices.
            [2026/10/05 08:00:00]  notice: system-serial-number = HOST-77
            [2026/10/05 08:00:10]  notice:   banner   = ShredOS v2024.11_27_x86-64_0.38
            [2026/10/05 08:00:10]  notice:   method   = Fill With Zeros
            [2026/10/05 08:00:10]  notice:   rounds   = 1
            [2026/10/05 08:00:10]  notice:   verify   = 1 (last pass)
            [2026/10/05 08:00:10]  notice: /dev/nvme0n1 has serial number NV-1
            [2026/10/05 08:00:10]  notice: /dev/nvme0n1, sect/blk/dev 512/4096/256060514304
            [2026/10/05 08:00:10]  notice: Invoking method 'Fill With Zeros' on /dev/nvme0n1
            [2026/10/05 08:00:10]  notice: Starting round 1 of 1 on /dev/nvme0n1
            [2026/10/05 09:00:00]  notice: 256060514304 bytes written to /dev/nvme0n1
            [2026/10/05 09:00:00]  notice: Verifying pass 1 of 1, round 1 of 1, on /dev/nvme0n1
            [2026/10/05 09:30:00]  notice: 256060514304 bytes read from /dev/nvme0n1
            [2026/10/05 09:30:00]  notice: Verified pass 1 of 1, round 1 of 1, on '/dev/nvme0n1'.
            [2026/10/05 09:30:00]  notice: Finished final round 1 of 1 on /dev/nvme0n1

            ******************************** Error Summary *********************************
            !   Device | Pass Errors | Verifications Errors | Fdatasync I\\O Errors
            --------------------------------------------------------------------------------
               nvme0n1 |           0 |                    0 |                    0
            ********************************************************************************

            ********************************* Drive Status *********************************
            !   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number
            --------------------------------------------------------------------------------
               nvme0n1 | Erased | 414 MB/s | 01:29:50 | Example NVMe/NV-1
            --------------------------------------------------------------------------------
            [2026/10/05 09:30:05] Total Throughput 414 MB/s, Fill With Zeros, 1R+NB+VL
            ********************************************************************************

            [2026/10/05 09:30:05]    info: Nwipe successfully completed. See summary table for details.
            """;
}
