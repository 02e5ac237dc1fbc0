/** The rules of a device's time in the workshop, in milliseconds. */
@NullMarked
package network.reuse.refurb.domain;

import org.jspecify.annotations.NullMarked;
