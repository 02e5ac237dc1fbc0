/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.figures;

import org.jspecify.annotations.NullMarked;
