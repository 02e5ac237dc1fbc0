/** The regions and what they want to reach, and what each target counted when its deadline ended. */
@NullMarked
package network.reuse.gateway.targets;

import org.jspecify.annotations.NullMarked;
