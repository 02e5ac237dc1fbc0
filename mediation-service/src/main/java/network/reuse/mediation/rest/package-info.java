/** Mediation's operations as HTTP. */
@NullMarked
package network.reuse.mediation.rest;

import org.jspecify.annotations.NullMarked;
