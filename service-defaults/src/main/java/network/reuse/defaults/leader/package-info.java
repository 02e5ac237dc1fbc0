/** Which of a service's processes does what only one may do. */
@NullMarked
package network.reuse.defaults.leader;

import org.jspecify.annotations.NullMarked;
