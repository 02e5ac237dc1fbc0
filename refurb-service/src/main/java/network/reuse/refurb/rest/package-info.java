/** Refurb's operations over HTTP. */
@NullMarked
package network.reuse.refurb.rest;

import org.jspecify.annotations.NullMarked;
