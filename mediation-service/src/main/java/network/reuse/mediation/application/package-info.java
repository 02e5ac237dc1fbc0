/** What mediation can be asked to do, one class each. */
@NullMarked
package network.reuse.mediation.application;

import org.jspecify.annotations.NullMarked;
