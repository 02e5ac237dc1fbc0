/** What former versions stored, as it is read today. */
@NullMarked
package network.reuse.refurb.persistence;

import org.jspecify.annotations.NullMarked;
