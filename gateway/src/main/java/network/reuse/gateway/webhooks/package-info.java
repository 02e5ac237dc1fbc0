/** Events of the feed that organisations have delivered to addresses of their own, signed, in order within each stream. */
@NullMarked
package network.reuse.gateway.webhooks;

import org.jspecify.annotations.NullMarked;
