/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.live;

import org.jspecify.annotations.NullMarked;
