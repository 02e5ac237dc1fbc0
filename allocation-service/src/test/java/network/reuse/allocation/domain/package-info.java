/** The rules of programmes, requests, packs and stock. */
@NullMarked
package network.reuse.allocation.domain;

import org.jspecify.annotations.NullMarked;
