/** Refurb through its REST operations and topics, on real servers. */
@NullMarked
package network.reuse.refurb;

import org.jspecify.annotations.NullMarked;
