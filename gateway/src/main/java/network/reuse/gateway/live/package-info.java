/** Follows the counters as they move, and tells subscribers and {@code network.progress}. */
@NullMarked
package network.reuse.gateway.live;

import org.jspecify.annotations.NullMarked;
