/** The gateway as its callers see it. */
@NullMarked
package network.reuse.gateway;

import org.jspecify.annotations.NullMarked;
