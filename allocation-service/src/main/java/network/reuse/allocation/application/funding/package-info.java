/** Who pays for packs: envelopes of funders, plans that share a pack's cost, calls for funds and what each funder is told. */
@NullMarked
package network.reuse.allocation.application.funding;

import org.jspecify.annotations.NullMarked;
