/** The whole network on one machine: started, watched over, asked and stopped. */
@NullMarked
package network.reuse.local;

import org.jspecify.annotations.NullMarked;
