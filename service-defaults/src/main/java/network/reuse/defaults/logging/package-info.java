/** What may not stand in a log. */
@NullMarked
package network.reuse.defaults.logging;

import org.jspecify.annotations.NullMarked;
