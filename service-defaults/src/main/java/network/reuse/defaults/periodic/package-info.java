/** Work that a process does again and again. */
@NullMarked
package network.reuse.defaults.periodic;

import org.jspecify.annotations.NullMarked;
