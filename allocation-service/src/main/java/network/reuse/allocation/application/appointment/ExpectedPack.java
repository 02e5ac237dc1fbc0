package network.reuse.allocation.application.appointment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackStatus;
import network.reuse.allocation.domain.PackedDevice;
import network.reuse.allocation.domain.PackedGoods;
import network.reuse.allocation.persistence.Appointments.Expected;

/**
 * A pack that is expected at the counter; who comes for it is read with the request, by those who may.
 *
 * @param from when its slot begins
 * @param until when its slot ends
 */
public record ExpectedPack(
        Instant from,
        Instant until,
        UUID appointmentId,
        UUID packId,
        String packCode,
        PackStatus packStatus,
        UUID requestId,
        String requestCode,
        List<PackedDevice> devices,
        List<PackedGoods> goods) {
    static ExpectedPack of(Expected expected) {
        Pack pack = expected.pack();
        return new ExpectedPack(
                expected.appointment().slot().from(),
                expected.appointment().slot().until(),
                expected.id(),
                pack.attributes().id(),
                pack.attributes().code(),
                pack.status(),
                pack.attributes().requestId(),
                expected.requestCode(),
                pack.attributes().devices(),
                pack.attributes().goods());
    }
}
