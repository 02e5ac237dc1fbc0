/** Which spans are kept. */
@NullMarked
package network.reuse.defaults.tracing;

import org.jspecify.annotations.NullMarked;
