/** Requests are submitted, answered and found. */
@NullMarked
package network.reuse.allocation.application.request;

import org.jspecify.annotations.NullMarked;
