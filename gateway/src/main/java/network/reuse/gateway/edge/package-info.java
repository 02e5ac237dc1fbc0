/** The edge of the network: passes calls on to the services, and publishes what partners program against. */
@NullMarked
package network.reuse.gateway.edge;

import org.jspecify.annotations.NullMarked;
