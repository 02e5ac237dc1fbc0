/** What programmes ask of whoever their packs are for, and how requests answer it. */
@NullMarked
package network.reuse.allocation.application.eligibility;

import org.jspecify.annotations.NullMarked;
