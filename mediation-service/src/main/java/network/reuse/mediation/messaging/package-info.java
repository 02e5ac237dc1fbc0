/** What mediation consumes of other services' events. */
@NullMarked
package network.reuse.mediation.messaging;

import org.jspecify.annotations.NullMarked;
