/** What allocation consumes of other services' events. */
@NullMarked
package network.reuse.allocation.messaging;

import org.jspecify.annotations.NullMarked;
