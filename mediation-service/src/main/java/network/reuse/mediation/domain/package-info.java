/** What mediation knows: places, workshops with their seats, bookings, invitations. Plain Java. */
@NullMarked
package network.reuse.mediation.domain;

import org.jspecify.annotations.NullMarked;
