/** What collection can be asked to do, one class each. */
@NullMarked
package network.reuse.collection.application;

import org.jspecify.annotations.NullMarked;
