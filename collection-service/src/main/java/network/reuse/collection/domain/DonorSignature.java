package network.reuse.collection.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The donor's yes to a gift agreement.
 *
 * @param highestUnitCents what the most valuable of the devices is worth, as the donor says; null where nothing asks for it
 */
public record DonorSignature(@Nullable Integer highestUnitCents, Instant at) {}
