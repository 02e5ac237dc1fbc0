/** Allocation's operations as HTTP. */
@NullMarked
package network.reuse.allocation.rest;

import org.jspecify.annotations.NullMarked;
