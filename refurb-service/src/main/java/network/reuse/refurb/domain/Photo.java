package network.reuse.refurb.domain;

import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DevicePhotographed;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Device.Treated;
import network.reuse.refurb.domain.Device.WithEcoOrganism;

/**
 * A photo that a workshop took of a device. It is no move: what was known of the device stays as it is.
 *
 * @param sha256 of its bytes
 * @param size how many bytes it has
 */
public record Photo(UUID fileId, String sha256, String mediaType, long size) {
    /** It is of that device; refused unless its workshop has it. */
    public Decision<Device, RefurbEvent> of(Device device) {
        return switch (device) {
            case Received _, OnBench _, Ready _ ->
                Decision.of(device, new DevicePhotographed(device.attributes().id(), fileId, sha256, mediaType, size));
            case Expected _, Dispatched _, Released _, Scrapped _, Palletised _, WithEcoOrganism _, Treated _, Lost _ ->
                throw device.illegal();
        };
    }
}
