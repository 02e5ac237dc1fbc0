/** The feed: every event of the network, in one order, for the organisations that may see it. */
@NullMarked
package network.reuse.gateway.feed;

import org.jspecify.annotations.NullMarked;
