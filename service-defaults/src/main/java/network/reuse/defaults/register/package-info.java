/** What a service remembers of the network's register of organisations, which the gateway owns. */
@NullMarked
package network.reuse.defaults.register;

import org.jspecify.annotations.NullMarked;
