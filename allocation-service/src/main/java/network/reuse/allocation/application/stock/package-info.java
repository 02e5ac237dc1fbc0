/** Devices are announced, signed for, lost and found again. */
@NullMarked
package network.reuse.allocation.application.stock;

import org.jspecify.annotations.NullMarked;
