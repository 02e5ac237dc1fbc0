/** Reports to donors what became of what they gave. */
@NullMarked
package network.reuse.gateway.donors;

import org.jspecify.annotations.NullMarked;
