/** Programmes, requests, packs and the devices in stock: what can happen to them, and what follows. */
@NullMarked
package network.reuse.allocation.domain;

import org.jspecify.annotations.NullMarked;
