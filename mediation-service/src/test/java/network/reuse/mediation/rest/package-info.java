/** Tests of what mediation's bodies may hold. */
@NullMarked
package network.reuse.mediation.rest;

import org.jspecify.annotations.NullMarked;
