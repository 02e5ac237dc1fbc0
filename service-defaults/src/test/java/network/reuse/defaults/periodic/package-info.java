/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.defaults.periodic;

import org.jspecify.annotations.NullMarked;
