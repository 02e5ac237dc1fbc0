/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.projection;

import org.jspecify.annotations.NullMarked;
