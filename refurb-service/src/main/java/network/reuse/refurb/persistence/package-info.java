/** Devices as rows. */
@NullMarked
package network.reuse.refurb.persistence;

import org.jspecify.annotations.NullMarked;
