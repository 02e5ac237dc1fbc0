@NullMarked
package network.reuse.images;

import org.jspecify.annotations.NullMarked;
