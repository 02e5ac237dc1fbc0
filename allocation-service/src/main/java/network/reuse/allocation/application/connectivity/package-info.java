/** Operators and landlords offer lines, requests ask for them, and providers say what became of them. */
@NullMarked
package network.reuse.allocation.application.connectivity;

import org.jspecify.annotations.NullMarked;
