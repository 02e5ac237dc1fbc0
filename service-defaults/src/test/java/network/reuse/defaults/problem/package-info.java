/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.defaults.problem;

import org.jspecify.annotations.NullMarked;
