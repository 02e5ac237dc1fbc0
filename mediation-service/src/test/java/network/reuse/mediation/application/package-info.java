/** Tests of what mediation reads and writes in the formats of others. */
@NullMarked
package network.reuse.mediation.application;

import org.jspecify.annotations.NullMarked;
