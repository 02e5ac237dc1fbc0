/** Tests of what is said of wrong values. */
@NullMarked
package network.reuse.defaults.fault;

import org.jspecify.annotations.NullMarked;
