/** Decide, then commit: one statement writes the new state, its events and the answer to a repeated call. */
@NullMarked
package network.reuse.defaults.commit;

import org.jspecify.annotations.NullMarked;
