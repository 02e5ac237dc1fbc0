package network.reuse.refurb.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.SanitisationLevel;

/**
 * Where a medium was before it was fitted into the device.
 *
 * @param takenFrom the device of the workshop that it was taken from
 * @param certificateId what certified its erasure there
 * @param required what it had to reach when it was taken out, by the network's rules or by the donor whose it was; it holds on
 * @param before the devices of the workshop that it was in before that one, in that order; none where it was found in that one
 */
public record MediumOrigin(UUID takenFrom, UUID certificateId, SanitisationLevel required, List<UUID> before) {
    public MediumOrigin {
        before = List.copyOf(before);
    }

    /** All devices that it was in, in that order. */
    public List<UUID> devices() {
        List<UUID> all = new ArrayList<>(before);
        all.add(takenFrom);
        return List.copyOf(all);
    }
}
