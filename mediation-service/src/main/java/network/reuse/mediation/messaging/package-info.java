/** What mediation hears from other services. */
@NullMarked
package network.reuse.mediation.messaging;

import org.jspecify.annotations.NullMarked;
