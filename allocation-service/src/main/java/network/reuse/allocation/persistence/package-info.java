/** How programmes, requests, packs and devices are kept. */
@NullMarked
package network.reuse.allocation.persistence;

import org.jspecify.annotations.NullMarked;
