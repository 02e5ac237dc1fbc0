/** The rules of programmes, requests, packs and stock. */
@NullMarked
package network.reuse.allocation.persistence;

import org.jspecify.annotations.NullMarked;
