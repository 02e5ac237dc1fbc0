package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.refurb.domain.Erasure.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErasurePolicyTest {
    private static final long BYTES = 1_000;

    @ParameterizedTest(name = "{1} of {0} reaches {2}")
    @CsvSource({
        "HDD,  OVERWRITE,                CLEAR",
        "SSD,  OVERWRITE,                CLEAR",
        "NVME, OVERWRITE,                CLEAR",
        "EMMC, OVERWRITE,                CLEAR",
        "HDD,  ATA_SECURE_ERASE,         PURGE",
        "SSD,  ATA_SECURE_ERASE,         CLEAR",
        "NVME, ATA_SECURE_ERASE,         NONE",
        "EMMC, ATA_SECURE_ERASE,         NONE",
        "HDD,  SANITIZE_OVERWRITE,       PURGE",
        "SSD,  SANITIZE_OVERWRITE,       CLEAR",
        "NVME, SANITIZE_OVERWRITE,       CLEAR",
        "EMMC, SANITIZE_OVERWRITE,       CLEAR",
        "HDD,  SANITIZE_BLOCK_ERASE,     NONE",
        "SSD,  SANITIZE_BLOCK_ERASE,     PURGE",
        "NVME, SANITIZE_BLOCK_ERASE,     PURGE",
        "EMMC, SANITIZE_BLOCK_ERASE,     NONE",
        "HDD,  SANITIZE_CRYPTO_ERASE,    NONE",
        "SSD,  SANITIZE_CRYPTO_ERASE,    PURGE",
        "NVME, SANITIZE_CRYPTO_ERASE,    PURGE",
        "EMMC, SANITIZE_CRYPTO_ERASE,    NONE",
        "HDD,  NVME_FORMAT_USER_DATA_ERASE, NONE",
        "SSD,  NVME_FORMAT_USER_DATA_ERASE, NONE",
        "NVME, NVME_FORMAT_USER_DATA_ERASE, CLEAR",
        "EMMC, NVME_FORMAT_USER_DATA_ERASE, NONE",
        "HDD,  NVME_FORMAT_CRYPTO_ERASE, NONE",
        "SSD,  NVME_FORMAT_CRYPTO_ERASE, NONE",
        "NVME, NVME_FORMAT_CRYPTO_ERASE, PURGE",
        "EMMC, NVME_FORMAT_CRYPTO_ERASE, NONE",
    })
    void theLevelFollowsFromMediumAndMethod(MediumKind kind, ErasureMethod method, SanitisationLevel level) {
        assertThat(ErasurePolicy.level(kind, BYTES, run(method, BYTES, 0, true, false, Outcome.ERASED)))
                .isEqualTo(level);
    }

    @ParameterizedTest(name = "{0} after {1} bytes, {2} errors, hidden sectors {3}: {4}")
    @MethodSource("incomplete")
    void aRunThatIsNotCompleteReachesNothing(
            ErasureMethod method, long bytes, long errors, boolean hiddenSectors, Outcome outcome) {
        for (MediumKind kind : MediumKind.values()) {
            assertThat(ErasurePolicy.level(kind, BYTES, run(method, bytes, errors, true, hiddenSectors, outcome)))
                    .isEqualTo(SanitisationLevel.NONE);
        }
    }

    static Stream<Arguments> incomplete() {
        return Stream.of(ErasureMethod.values())
                .flatMap(method -> Stream.of(
                        Arguments.of(method, BYTES - 1, 0, false, Outcome.ERASED),
                        Arguments.of(method, BYTES, 1, false, Outcome.ERASED),
                        Arguments.of(method, BYTES, 0, true, Outcome.ERASED),
                        Arguments.of(method, BYTES, 0, false, Outcome.FAILED),
                        Arguments.of(method, BYTES, 0, false, Outcome.ABORTED)));
    }

    @ParameterizedTest
    @EnumSource(MediumKind.class)
    void anOverwrittenMediumOfAnyKindCountsOnceItWasReadBack(MediumKind kind) {
        Erasure unread = run(ErasureMethod.OVERWRITE, BYTES, 0, false, false, Outcome.ERASED);

        assertThat(ErasurePolicy.level(kind, BYTES, unread)).isEqualTo(SanitisationLevel.NONE);
    }
}
