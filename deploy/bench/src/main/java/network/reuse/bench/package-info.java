/** Measures the network against limits on the same machine in the same minute. */
@NullMarked
package network.reuse.bench;

import org.jspecify.annotations.NullMarked;
