/** What refurb consumes of other services' events. */
@NullMarked
package network.reuse.refurb.messaging;

import org.jspecify.annotations.NullMarked;
