/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.gateway.organisations;

import org.jspecify.annotations.NullMarked;
