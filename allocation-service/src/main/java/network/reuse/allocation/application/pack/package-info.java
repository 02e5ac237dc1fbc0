/** Packs are reserved, handed over or sold, and taken back. */
@NullMarked
package network.reuse.allocation.application.pack;

import org.jspecify.annotations.NullMarked;
