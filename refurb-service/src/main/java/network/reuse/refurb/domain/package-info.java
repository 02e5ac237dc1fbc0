/** A device in a workshop, its storage media, and what may happen to them. */
@NullMarked
package network.reuse.refurb.domain;

import org.jspecify.annotations.NullMarked;
