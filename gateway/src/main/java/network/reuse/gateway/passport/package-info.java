/** A device's passport: what happened to it, for the organisations that may know. */
@NullMarked
package network.reuse.gateway.passport;

import org.jspecify.annotations.NullMarked;
