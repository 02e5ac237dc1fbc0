/** Collection through its REST operations and topics, on real servers. */
@NullMarked
package network.reuse.collection;

import org.jspecify.annotations.NullMarked;
