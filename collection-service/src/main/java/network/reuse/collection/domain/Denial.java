package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;

/**
 * One of those who counted disputed devices says that so many were never there: that it counted wrongly. It is settled once
 * all of them have said so.
 */
public record Denial(DeviceCategory category, UUID by, int count, String reason, Instant at) {}
