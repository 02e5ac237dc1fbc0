/** Tells each region's dashboards what happens there, on a topic of the region's own, {@code network.events.<region>}. */
@NullMarked
package network.reuse.gateway.regional;

import org.jspecify.annotations.NullMarked;
