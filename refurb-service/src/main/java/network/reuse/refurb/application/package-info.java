/** What refurb can be asked to do, one class each. */
@NullMarked
package network.reuse.refurb.application;

import org.jspecify.annotations.NullMarked;
