/** Tests of what may become of lots and devices. */
@NullMarked
package network.reuse.collection.domain;

import org.jspecify.annotations.NullMarked;
