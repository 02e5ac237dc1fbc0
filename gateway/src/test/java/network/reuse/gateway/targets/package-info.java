/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.targets;

import org.jspecify.annotations.NullMarked;
