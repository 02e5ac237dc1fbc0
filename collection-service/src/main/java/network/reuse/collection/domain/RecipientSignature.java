package network.reuse.collection.domain;

import java.time.Instant;

/**
 * The recipient's yes to a gift agreement: it commits itself beforehand to have the devices reused, and to justify it (loi
 * 2021-1485 REEN art. 16, décret 2023-266 art. 3).
 *
 * @param quality as what it takes the gift
 */
public record RecipientSignature(LegalQuality quality, Instant at) {}
