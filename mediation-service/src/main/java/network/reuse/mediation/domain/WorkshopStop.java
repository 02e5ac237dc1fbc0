package network.reuse.mediation.domain;

import java.util.UUID;

/** The stop of a tour at which a workshop is held, and what it is called. */
public record WorkshopStop(UUID tourId, UUID stopId, String name) {}
