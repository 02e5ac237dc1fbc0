/** Goods without a number are counted in a sponsor's stock, and put aside for packs. */
@NullMarked
package network.reuse.allocation.application.goods;

import org.jspecify.annotations.NullMarked;
