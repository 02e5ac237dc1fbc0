/** By TLS or in clear text: one setting for each server that a service reaches, whatever client reaches it. */
@NullMarked
package network.reuse.defaults.tls;

import org.jspecify.annotations.NullMarked;
