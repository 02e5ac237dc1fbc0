/** Allocation through its REST operations and topics, on real servers. */
@NullMarked
package network.reuse.allocation;

import org.jspecify.annotations.NullMarked;
