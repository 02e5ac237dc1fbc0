/** The business clock, which a development network may shift or speed up. */
@NullMarked
package network.reuse.defaults.time;

import org.jspecify.annotations.NullMarked;
