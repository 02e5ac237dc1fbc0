package network.reuse.allocation.application;

import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.Refusal;

/** Moves that a state does not offer. */
final class Illegal {
    private Illegal() {}

    static Refusal move(Programme programme) {
        return Programmes.TABLE.illegal(programme, programme.legal());
    }

    static Refusal move(Request request) {
        return Requests.TABLE.illegal(request, request.legal());
    }

    static Refusal move(Pack pack) {
        return Packs.TABLE.illegal(pack, pack.legal());
    }

    static Refusal move(Device device) {
        return Stock.TABLE.illegal(device, device.legal());
    }
}
