/** The one way to write: a command reads, decides on a plan, and the plan is written with its events and its key. */
@NullMarked
package network.reuse.defaults.commit;

import org.jspecify.annotations.NullMarked;
