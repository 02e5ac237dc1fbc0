/** Ids that rise with time. */
@NullMarked
package network.reuse.defaults.ids;

import org.jspecify.annotations.NullMarked;
