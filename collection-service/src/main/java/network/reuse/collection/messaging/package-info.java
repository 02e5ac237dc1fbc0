/** What collection hears from other services. */
@NullMarked
package network.reuse.collection.messaging;

import org.jspecify.annotations.NullMarked;
