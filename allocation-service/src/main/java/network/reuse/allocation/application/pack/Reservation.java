package network.reuse.allocation.application.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.PackedDevice;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;

/** What a reservation writes: the pack, the request that it meets, and each device that it puts aside. */
record Reservation(
        Creation<Pack, AllocationEvent> pack,
        Change<Request, AllocationEvent> request,
        List<Change<Device, AllocationEvent>> devices,
        Instant expiresAt) {

    /** These devices, put aside for a request that waits. */
    static Reservation of(
            Stored<Request> request,
            Submitted waiting,
            ProgrammeAttributes programme,
            List<Stocked> taken,
            Map<UUID, Stored<Device>> stored,
            String code,
            Instant occurred,
            Instant now) {
        UUID packId = Ids.next();
        RequestAttributes asked = waiting.attributes();
        PackAttributes attributes = new PackAttributes(
                packId,
                code,
                programme.id(),
                asked.id(),
                programme.sponsor(),
                taken.stream()
                        .map(device -> PackedDevice.of(device.attributes()))
                        .toList(),
                programme.basis(),
                programme.priceCents(),
                asked.parties(),
                asked.counted(),
                asked.env());
        Instant expiresAt = now.plus(Duration.ofDays(programme.reservationDays()));
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>(taken.size());
        for (Stocked device : taken) {
            Stored<Device> from = stored.get(device.attributes().id());
            if (from == null) {
                throw new IllegalStateException("a device was taken that nobody read");
            }
            devices.add(new Change<>(from, device.reserve(packId, programme.id()), occurred));
        }
        return new Reservation(
                new Creation<>(packId, Pack.reserve(attributes, expiresAt), occurred),
                new Change<>(request, waiting.meet(packId), occurred),
                devices,
                expiresAt);
    }
}
