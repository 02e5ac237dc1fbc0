package network.reuse.allocation.application.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.PackedDevice;
import network.reuse.allocation.domain.PackedGoods;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** What a reservation writes: the pack with its counted goods, the request that it meets, and each device that it puts aside. */
record Reservation(
        Creation<Pack, AllocationEvent> pack,
        Change<Request, AllocationEvent> request,
        List<Change<Device, AllocationEvent>> devices,
        Instant expiresAt) {

    /**
     * When a pack that is reserved now expires.
     *
     * @param minutes in how many, where somebody waits for it in the sandbox; null when the programme says it
     */
    static Instant expiry(ProgrammeAttributes programme, @Nullable Integer minutes, Instant now) {
        return now.plus(minutes == null ? Duration.ofDays(programme.reservationDays()) : Duration.ofMinutes(minutes));
    }

    /** Refuses a reservation that lasts minutes in the network that is real. */
    static void requireSandbox(@Nullable Integer minutes, Environment env) {
        if (minutes != null && env == Environment.LIVE) {
            throw Refusal.invalid(
                    "/reservationMinutes",
                    "sandbox_only",
                    "Dans le bac à sable seulement ; ailleurs, le programme dit combien de jours un pack reste réservé.",
                    "In the sandbox alone; elsewhere the programme says for how many days a pack stays reserved.");
        }
    }

    /** These devices and goods, put aside for a request that waits; not before it was made and each of the devices was there. */
    static Reservation of(
            Stored<Request> request,
            Submitted waiting,
            ProgrammeAttributes programme,
            List<Stocked> taken,
            Map<UUID, Stored<Device>> stored,
            List<PackedGoods> goods,
            String code,
            Instant expiresAt,
            RecordedTime time) {
        PackAttributes attributes = pack(waiting.attributes(), programme, packed(taken), goods, code);
        UUID packId = attributes.id();
        Change<Request, AllocationEvent> met = Change.recorded(request, waiting.meet(packId), time);
        Instant occurred = met.occurredAt();
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>(taken.size());
        for (Stocked device : taken) {
            Stored<Device> from = stored.get(device.attributes().id());
            if (from == null) {
                throw new IllegalStateException("a device was taken that nobody read");
            }
            Change<Device, AllocationEvent> put = Change.recorded(from, device.reserve(packId, programme.id()), time);
            devices.add(put);
            occurred = put.occurredAt().isAfter(occurred) ? put.occurredAt() : occurred;
        }
        return new Reservation(
                new Creation<>(packId, Pack.reserve(attributes, expiresAt), occurred), met, devices, expiresAt);
    }

    static List<PackedDevice> packed(List<Stocked> taken) {
        return taken.stream()
                .map(device -> PackedDevice.of(device.attributes()))
                .toList();
    }

    /** The goods of this pack, as they are put aside. */
    List<GoodsInStock.Taken> goods() {
        return goods(pack.id(), pack.decision().next().attributes().goods());
    }

    static List<GoodsInStock.Taken> goods(UUID packId, List<PackedGoods> goods) {
        return goods.stream().map(one -> new GoodsInStock.Taken(packId, one)).toList();
    }

    private static PackAttributes pack(
            RequestAttributes asked,
            ProgrammeAttributes programme,
            List<PackedDevice> devices,
            List<PackedGoods> goods,
            String code) {
        return new PackAttributes(
                Ids.next(),
                code,
                programme.id(),
                asked.id(),
                programme.sponsor(),
                devices,
                goods,
                programme.basis(),
                programme.priceCents(),
                asked.parties(),
                asked.counted(),
                asked.env());
    }

    /** What a reservation writes whose devices are not there yet: the pack, the request that it is kept for, and its place. */
    record Waiting(
            Creation<Pack, AllocationEvent> pack, Change<Request, AllocationEvent> request, BackOrders.Entry entry) {
        /** A pack for a request that waits, behind the last place that was given in its programme. */
        static Waiting behind(
                long lastPlace,
                Stored<Request> request,
                Submitted waiting,
                ProgrammeAttributes programme,
                String code,
                @Nullable Integer minutes,
                RecordedTime time) {
            RequestAttributes asked = waiting.attributes();
            PackAttributes attributes = Reservation.pack(asked, programme, List.of(), List.of(), code);
            Change<Request, AllocationEvent> kept = Change.recorded(request, waiting.backOrder(attributes.id()), time);
            return new Waiting(
                    new Creation<>(attributes.id(), Pack.backOrder(attributes, minutes), kept.occurredAt()),
                    kept,
                    new BackOrders.Entry(
                            attributes.id(),
                            asked.id(),
                            programme.id(),
                            programme.sponsor(),
                            asked.referrer(),
                            asked.env().name(),
                            lastPlace + 1,
                            HandOverPlaces.endOf(programme.until())));
        }
    }
}
