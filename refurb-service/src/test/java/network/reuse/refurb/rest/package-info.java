/** Papers of the workshop, as people read them. */
@NullMarked
package network.reuse.refurb.rest;

import org.jspecify.annotations.NullMarked;
