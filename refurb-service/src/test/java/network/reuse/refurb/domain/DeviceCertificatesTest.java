package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.AT;
import static network.reuse.refurb.domain.Devices.BYTES;
import static network.reuse.refurb.domain.Devices.DISK;
import static network.reuse.refurb.domain.Devices.DONOR;
import static network.reuse.refurb.domain.Devices.WORKSHOP;
import static network.reuse.refurb.domain.Devices.aborted;
import static network.reuse.refurb.domain.Devices.disk;
import static network.reuse.refurb.domain.Devices.overwritten;
import static network.reuse.refurb.domain.Devices.secondDisk;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.Territory;
import network.reuse.refurb.domain.CertificateEntry.Certificate;
import network.reuse.refurb.domain.CertificateEntry.Reason;
import network.reuse.refurb.domain.CertificateEntry.Revocation;
import org.junit.jupiter.api.Test;

class DeviceCertificatesTest {
    private static final UUID ID = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d17");
    private static final UUID ELSEWHERE = UUID.fromString("01900000-0000-7000-8000-000000000007");

    private final DeviceCertificates certificates = new DeviceCertificates(WORKSHOP, Map.of());

    @Test
    void anErasureThatReachesClearIsCertifiedWithHowItRan() {
        triaged();

        List<CertificateEntry> entries = says(erased(SanitisationLevel.CLEAR));

        assertThat(entries).singleElement().isInstanceOfSatisfying(Certificate.class, certificate -> {
            assertThat(certificate.workshop()).isEqualTo(WORKSHOP);
            assertThat(certificate.medium()).isEqualTo(disk());
            assertThat(certificate.ends()).isNull();
            assertThat(certificate.sanitisation().policy()).isEqualTo(ErasurePolicy.VERSION);
            assertThat(certificate.sanitisation().run()).isEqualTo(overwritten().told());
        });
    }

    @Test
    void whatReachesNothingIsNotCertifiedAndRevokesWhatWas() {
        triaged();
        assertThat(says(erased(SanitisationLevel.NONE))).isEmpty();
        UUID first = says(erased(SanitisationLevel.CLEAR)).getFirst().id();

        assertThat(says(erased(SanitisationLevel.NONE)))
                .singleElement()
                .isInstanceOfSatisfying(Revocation.class, revocation -> {
                    assertThat(revocation.ends()).isEqualTo(first);
                    assertThat(revocation.reason()).isEqualTo(Reason.ERASURE_FAILED);
                });
        assertThat(says(erased(SanitisationLevel.NONE))).isEmpty();
    }

    @Test
    void aLaterErasureReplacesTheCertificateOfTheOneBefore() {
        triaged();
        UUID first = says(erased(SanitisationLevel.CLEAR)).getFirst().id();

        assertThat(says(erased(SanitisationLevel.PURGE)).getFirst().ends()).isEqualTo(first);
    }

    @Test
    void aMediumOfAnotherDeviceTakesItsCertificateAlong() {
        triaged();
        ErasedMedium medium = Devices.erasedElsewhere("WD-30");

        CertificateEntry taken = says(medium.told(ID)).getFirst();

        assertThat(taken).isInstanceOfSatisfying(Certificate.class, certificate -> {
            assertThat(certificate.ends()).isEqualTo(Devices.CERTIFICATE);
            assertThat(certificate.medium()).isEqualTo(medium.medium());
            assertThat(certificate.sanitisation().level()).isEqualTo(SanitisationLevel.CLEAR);
            assertThat(certificate.sanitisation().at()).isEqualTo(Devices.AT);
        });
        assertThat(says(new DeviceReceived(ID, "D-7Q4K2M", WORKSHOP, DeviceCategory.LAPTOP)))
                .extracting(CertificateEntry::ends)
                .containsExactly(taken.id());
    }

    @Test
    void whatWasTakenOutIsNoLongerTheDevicesToRevoke() {
        triaged();
        UUID first = says(erased(SanitisationLevel.CLEAR)).getFirst().id();

        assertThat(says(new MediumRemoved(ID, DISK, ELSEWHERE, first))).isEmpty();
        assertThat(says(new DeviceReceived(ID, "D-7Q4K2M", WORKSHOP, DeviceCategory.LAPTOP)))
                .isEmpty();
    }

    @Test
    void aCorrectedMediumGetsAnotherCertificateOrNone() {
        triaged();
        UUID first = says(erased(SanitisationLevel.CLEAR)).getFirst().id();
        RefurbEvent.Medium renamed = new RefurbEvent.Medium("WD-1B", MediumKind.HDD, BYTES);
        CertificateEntry second = says(new MediumCorrected(ID, disk(), renamed, SanitisationLevel.CLEAR, "mal lu", 2))
                .getFirst();
        assertThat(second).isInstanceOf(Certificate.class);
        assertThat(second.ends()).isEqualTo(first);
        assertThat(second.medium()).isEqualTo(renamed);

        RefurbEvent.Medium larger = new RefurbEvent.Medium("WD-1B", MediumKind.HDD, 2 * BYTES);
        assertThat(says(new MediumCorrected(ID, renamed, larger, SanitisationLevel.NONE, "mal lu", 2)))
                .singleElement()
                .isInstanceOfSatisfying(Revocation.class, revocation -> {
                    assertThat(revocation.ends()).isEqualTo(second.id());
                    assertThat(revocation.reason()).isEqualTo(Reason.MEDIUM_CORRECTED);
                });
    }

    @Test
    void whatComesBackIsRevokedInTheChainOfTheWorkshopThatCertifiedItUnlessItIsDestroyed() {
        triaged();
        UUID first = says(erased(SanitisationLevel.CLEAR)).getFirst().id();
        var _ = says(new MediumAdded(ID, secondDisk(), "sous la batterie"));
        assertThat(says(new MediumDestroyed(ID, "wd-2", DONOR)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Certificate.class,
                        certificate -> assertThat(certificate.sanitisation().destroyedBy())
                                .isEqualTo(DONOR));

        assertThat(says(new DeviceReceived(ID, "D-7Q4K2M", ELSEWHERE, DeviceCategory.LAPTOP)))
                .singleElement()
                .isInstanceOfSatisfying(Revocation.class, revocation -> {
                    assertThat(revocation.ends()).isEqualTo(first);
                    assertThat(revocation.workshop()).isEqualTo(WORKSHOP);
                    assertThat(revocation.reason()).isEqualTo(Reason.DEVICE_RETURNED);
                });
        var _ = says(new DeviceTriaged(ID, List.of(disk())));
        assertThat(says(erased(SanitisationLevel.CLEAR)).getFirst().workshop()).isEqualTo(ELSEWHERE);
    }

    @Test
    void aMediumThatIsFoundAgainWasNotDestroyed() {
        triaged();
        CertificateEntry first = says(new MediumDestroyed(ID, DISK, DONOR)).getFirst();
        assertThat(says(new DeviceReceived(ID, "D-7Q4K2M", ELSEWHERE, DeviceCategory.LAPTOP)))
                .isEmpty();

        assertThat(says(new DeviceTriaged(
                        ID, List.of(secondDisk(), new RefurbEvent.Medium("wd-1", MediumKind.HDD, BYTES)))))
                .singleElement()
                .isInstanceOfSatisfying(Revocation.class, revocation -> {
                    assertThat(revocation.ends()).isEqualTo(first.id());
                    assertThat(revocation.workshop()).isEqualTo(WORKSHOP);
                    assertThat(revocation.reason()).isEqualTo(Reason.MEDIUM_FOUND);
                });
        assertThat(says(erased(SanitisationLevel.CLEAR)).getFirst().ends()).isNull();
    }

    @Test
    void aMediumThatIsFoundLateWasNotDestroyedEither() {
        triaged();
        CertificateEntry first = says(new MediumDestroyed(ID, DISK, DONOR)).getFirst();
        var _ = says(new DeviceReceived(ID, "D-7Q4K2M", WORKSHOP, DeviceCategory.LAPTOP));
        assertThat(says(new DeviceTriaged(ID, List.of()))).isEmpty();

        assertThat(says(new MediumAdded(ID, disk(), "sous la batterie")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Revocation.class,
                        revocation -> assertThat(revocation.ends()).isEqualTo(first.id()));
    }

    @Test
    void anErasureOfBeforeItsRunWasToldIsCertifiedWithoutIt() {
        triaged();

        Certificate certificate =
                (Certificate) says(new MediumErased(ID, DISK, "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null))
                        .getFirst();

        assertThat(certificate.sanitisation().run()).isNull();
        assertThat(certificate.sanitisation().policy()).isNull();
    }

    @Property
    void whateverHappensOneCertificateOfAMediumStandsWhenItIsErasedAndNoneWhenItIsNot(
            @ForAll("events") List<RefurbEvent> events) {
        DeviceCertificates reading = new DeviceCertificates(WORKSHOP, Map.of());
        reading.learn(published(new DeviceTriaged(ID, List.of(disk(), secondDisk()))));
        Set<UUID> standing = new HashSet<>();
        Set<UUID> all = new HashSet<>();
        for (RefurbEvent event : events) {
            for (CertificateEntry entry : reading.follow(published(event), UUID::randomUUID)) {
                UUID ended = entry.ends();
                if (ended != null) {
                    assertThat(standing.remove(ended))
                            .as("ends one that stands")
                            .isTrue();
                }
                assertThat(all.add(entry.id())).isTrue();
                if (entry instanceof Certificate) {
                    standing.add(entry.id());
                }
            }
        }
        assertThat(standing).hasSize((int) List.of(DISK, "WD-2").stream()
                .filter(medium -> isErased(medium, events))
                .count());
    }

    private static boolean isErased(String medium, List<RefurbEvent> events) {
        SanitisationLevel level = SanitisationLevel.NONE;
        for (RefurbEvent event : events) {
            if (event instanceof MediumErased erased && erased.serialNumber().equals(medium)) {
                level = erased.level();
            } else if (event instanceof DeviceReceived) {
                level = SanitisationLevel.NONE;
            }
        }
        return level != SanitisationLevel.NONE;
    }

    @Provide
    static Arbitrary<List<RefurbEvent>> events() {
        Arbitrary<RefurbEvent> erasures = Arbitraries.of(DISK, "WD-2")
                .flatMap(medium -> Arbitraries.of(
                                SanitisationLevel.NONE, SanitisationLevel.CLEAR, SanitisationLevel.PURGE)
                        .map(level -> new MediumErased(
                                ID,
                                medium,
                                "OVERWRITE",
                                "nwipe 0.38",
                                level,
                                overwritten().told())));
        Arbitrary<RefurbEvent> returns =
                Arbitraries.just(new DeviceReceived(ID, "D-7Q4K2M", WORKSHOP, DeviceCategory.LAPTOP));
        return Arbitraries.frequencyOf(Tuple.of(9, erasures), Tuple.of(1, returns))
                .list()
                .ofMaxSize(40);
    }

    private void triaged() {
        var _ = says(new DeviceReceived(ID, "D-7Q4K2M", WORKSHOP, DeviceCategory.LAPTOP));
        var _ = says(new DeviceTriaged(ID, List.of(disk())));
    }

    private static MediumErased erased(SanitisationLevel level) {
        return new MediumErased(
                ID,
                DISK,
                "OVERWRITE",
                "nwipe 0.38",
                level,
                (level == SanitisationLevel.NONE ? aborted() : overwritten()).told());
    }

    private List<CertificateEntry> says(RefurbEvent event) {
        return new ArrayList<>(certificates.follow(published(event), UUID::randomUUID));
    }

    private static Published<RefurbEvent> published(RefurbEvent event) {
        return new Published<>(
                new Envelope(
                        UUID.randomUUID(),
                        "refurb.event",
                        new StreamId("refurb", "device", ID),
                        1,
                        ID,
                        AT,
                        AT,
                        Set.of(WORKSHOP),
                        new Territory("44", "67", "67482"),
                        Environment.LIVE,
                        1,
                        1,
                        DonorKind.PUBLIC_BODY),
                event);
    }
}
