/** Every error as RFC 9457 problem+json, in French and in English. */
@NullMarked
package network.reuse.defaults.problem;

import org.jspecify.annotations.NullMarked;
