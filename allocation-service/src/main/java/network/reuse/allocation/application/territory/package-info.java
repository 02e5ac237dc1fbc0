/** What is stated of a territory, with its source: needs in figures, and labels. */
@NullMarked
package network.reuse.allocation.application.territory;

import org.jspecify.annotations.NullMarked;
