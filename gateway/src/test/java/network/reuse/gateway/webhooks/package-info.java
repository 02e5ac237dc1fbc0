/** Tests of where webhooks may go and how their deliveries are signed. */
@NullMarked
package network.reuse.gateway.webhooks;

import org.jspecify.annotations.NullMarked;
