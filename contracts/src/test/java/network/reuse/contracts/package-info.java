/** Holds what the services say to each other to its schemas, samples and documents. */
@NullMarked
package network.reuse.contracts;

import org.jspecify.annotations.NullMarked;
