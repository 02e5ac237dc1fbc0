/** How JSON bodies are read: to the letter. */
@NullMarked
package network.reuse.defaults.json;

import org.jspecify.annotations.NullMarked;
