/** What allocation hears from other services. */
@NullMarked
package network.reuse.allocation.messaging;

import org.jspecify.annotations.NullMarked;
