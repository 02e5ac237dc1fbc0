package network.reuse.refurb.domain;

import java.util.UUID;

/**
 * Where a medium was before it was fitted into the device.
 *
 * @param takenFrom the device of the workshop that it was taken from
 * @param certificateId what certified its erasure there
 */
public record MediumOrigin(UUID takenFrom, UUID certificateId) {}
