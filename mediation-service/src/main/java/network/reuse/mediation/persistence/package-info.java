/** How places, workshops, bookings and invitations are kept. */
@NullMarked
package network.reuse.mediation.persistence;

import org.jspecify.annotations.NullMarked;
