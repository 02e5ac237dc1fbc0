/** People are read of, written to and forgotten. */
@NullMarked
package network.reuse.allocation.application.person;

import org.jspecify.annotations.NullMarked;
