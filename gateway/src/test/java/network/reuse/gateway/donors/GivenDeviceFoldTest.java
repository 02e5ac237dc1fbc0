package network.reuse.gateway.donors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.gateway.donors.GivenDeviceFold.Known;
import network.reuse.gateway.projection.Stage;
import org.junit.jupiter.api.Test;

class GivenDeviceFoldTest {
    private static final UUID DEVICE = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d17");
    private static final UUID OTHER = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d19");
    private static final Instant AT = Instant.parse("2026-09-11T09:10:00Z");

    @Test
    void aDeviceWhoseErasedMediumWasTakenOutIsNotAmongTheUnerasedAndKeepsItsCertificates() {
        GivenDeviceFold fold = new GivenDeviceFold();
        fold.after(
                new RefurbEvent.DeviceTriaged(DEVICE, List.of(new RefurbEvent.Medium("WD-1", MediumKind.HDD, 1_000))),
                AT);
        fold.after(
                new RefurbEvent.MediumErased(DEVICE, "WD-1", "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null),
                AT);
        fold.after(new RefurbEvent.MediumRemoved(DEVICE, "WD-1", OTHER, OTHER), AT);

        GivenDevice device = fold.of(
                new Known(DEVICE, "D-7Q4K2M", DeviceCategory.LAPTOP, null, Stage.TRIAGED, null, null, null), null, AT);

        assertThat(device.erasure()).isEqualTo(SanitisationLevel.CLEAR);
        assertThat(device.certificates()).isEqualTo("/v1/refurb/devices/" + DEVICE + "/certificates");
        assertThat(GivenDevices.isUnerased(device)).isFalse();
    }
}
