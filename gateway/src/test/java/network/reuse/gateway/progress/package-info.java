/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.progress;

import org.jspecify.annotations.NullMarked;
