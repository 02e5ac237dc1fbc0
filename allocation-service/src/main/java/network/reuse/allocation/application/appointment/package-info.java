/** Days of hand-overs are planned, and packs get their places in them. */
@NullMarked
package network.reuse.allocation.application.appointment;

import org.jspecify.annotations.NullMarked;
