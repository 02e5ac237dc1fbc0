/** Lots and devices until a workshop has them: what can happen to them, and what follows. */
@NullMarked
package network.reuse.collection.domain;

import org.jspecify.annotations.NullMarked;
