/** Mediation through its REST operations and topics, on real servers. */
@NullMarked
package network.reuse.mediation;

import org.jspecify.annotations.NullMarked;
