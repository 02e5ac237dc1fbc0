/** What refurb hears from other services. */
@NullMarked
package network.reuse.refurb.messaging;

import org.jspecify.annotations.NullMarked;
