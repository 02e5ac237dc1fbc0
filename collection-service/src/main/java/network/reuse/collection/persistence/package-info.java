/** How lots and devices are kept. */
@NullMarked
package network.reuse.collection.persistence;

import org.jspecify.annotations.NullMarked;
