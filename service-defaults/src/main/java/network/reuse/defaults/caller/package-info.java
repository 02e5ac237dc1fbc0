/** Who is calling, and what a call must carry. */
@NullMarked
package network.reuse.defaults.caller;

import org.jspecify.annotations.NullMarked;
