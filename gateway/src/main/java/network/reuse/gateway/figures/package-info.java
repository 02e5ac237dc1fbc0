/** Answers how far a region is: now, at a time and after a public number. */
@NullMarked
package network.reuse.gateway.figures;

import org.jspecify.annotations.NullMarked;
