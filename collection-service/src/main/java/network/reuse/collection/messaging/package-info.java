/** What collection consumes of other services' events. */
@NullMarked
package network.reuse.collection.messaging;

import org.jspecify.annotations.NullMarked;
