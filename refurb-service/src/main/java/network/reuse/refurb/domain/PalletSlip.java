package network.reuse.refurb.domain;

import java.util.UUID;
import network.reuse.contracts.RefurbEvent.PalletSlipAdded;

/**
 * The slip that goes with a pallet, as a document: what its carrier, its eco-organism or Trackdéchets made of it. Nothing of what it says is
 * read.
 *
 * @param sha256 of its bytes
 * @param size how many bytes it has
 */
public record PalletSlip(UUID fileId, String sha256, String mediaType, long size) {
    /** That it came for this pallet. */
    PalletSlipAdded of(PalletAttributes pallet) {
        return new PalletSlipAdded(pallet.id(), fileId, sha256, mediaType, size);
    }
}
