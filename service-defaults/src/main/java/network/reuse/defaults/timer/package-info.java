/** Commands that fall due later, as rows. */
@NullMarked
package network.reuse.defaults.timer;

import org.jspecify.annotations.NullMarked;
