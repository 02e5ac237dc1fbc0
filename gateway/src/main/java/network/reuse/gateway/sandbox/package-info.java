/** Organisations of the sandbox that whoever takes part in the network opens, plays with and ends by itself. */
@NullMarked
package network.reuse.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
