/** The register of the organisations that take part in the network. */
@NullMarked
package network.reuse.gateway.organisations;

import org.jspecify.annotations.NullMarked;
