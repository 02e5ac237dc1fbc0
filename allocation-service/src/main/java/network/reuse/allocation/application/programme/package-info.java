/** Programmes are opened, closed and found. */
@NullMarked
package network.reuse.allocation.application.programme;

import org.jspecify.annotations.NullMarked;
