/** What allocation can be asked to do, one class each. */
@NullMarked
package network.reuse.allocation.application;

import org.jspecify.annotations.NullMarked;
