/** What donors are told, as figures and as papers. */
@NullMarked
package network.reuse.gateway.donors;

import org.jspecify.annotations.NullMarked;
