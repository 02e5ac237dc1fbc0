/** The operator's desk: what is decided about a running service by hand, on a port of its own. */
@NullMarked
package network.reuse.defaults.operator;

import org.jspecify.annotations.NullMarked;
