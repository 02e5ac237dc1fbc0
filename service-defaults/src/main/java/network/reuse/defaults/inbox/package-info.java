/** Lets each event take effect once and in order, and holds what cannot. */
@NullMarked
package network.reuse.defaults.inbox;

import org.jspecify.annotations.NullMarked;
