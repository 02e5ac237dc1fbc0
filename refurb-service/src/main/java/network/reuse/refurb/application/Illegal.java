package network.reuse.refurb.application;

import network.reuse.contracts.Refusal;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.persistence.Devices;

/** Moves that a device's state does not offer. */
final class Illegal {
    private Illegal() {}

    static Refusal move(Device device) {
        return Refusal.illegalMove(
                Devices.TABLE.status(device),
                device.legal().stream().map(Device.Move::name).toList());
    }
}
