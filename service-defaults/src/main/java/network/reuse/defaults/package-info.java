/** What every service gets without asking. Composition only: nothing here is meant to be extended. */
@NullMarked
package network.reuse.defaults;

import org.jspecify.annotations.NullMarked;
