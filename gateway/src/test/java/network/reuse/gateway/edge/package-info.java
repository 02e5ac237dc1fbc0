/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.edge;

import org.jspecify.annotations.NullMarked;
