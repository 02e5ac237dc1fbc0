/** Tests of what allocation's bodies may hold. */
@NullMarked
package network.reuse.allocation.rest;

import org.jspecify.annotations.NullMarked;
