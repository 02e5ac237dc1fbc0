/** The tests of lists of requests. */
@NullMarked
package network.reuse.allocation.application.request;

import org.jspecify.annotations.NullMarked;
