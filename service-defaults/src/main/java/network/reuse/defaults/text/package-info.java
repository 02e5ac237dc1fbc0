/** What texts that people write may hold where nothing can be forgotten. */
@NullMarked
package network.reuse.defaults.text;

import org.jspecify.annotations.NullMarked;
